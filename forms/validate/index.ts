/** What a form makes of a submission: one verdict in browser and server, because both run this code. */
export { isValid } from './check.ts';
export { withoutEmpty } from './prepare.ts';
export { checkSubmission, validateSubmission } from './submission.ts';
