/** Job types the product has a worker for; lint says when a drawing asks for another. */
export const JOB_TYPES = [
  'credit.notify',
  'credit.record-contact',
  'credit.register-promise',
  'credit.check-promise',
  'credit.set-hold',
  'credit.open-dispute',
  'credit.close-dispute',
  'credit.write-off',
  'credit.profile',
  'credit.save-archive',
  'credit.apply-grade',
  'credit.apply-limit',
] as const;
