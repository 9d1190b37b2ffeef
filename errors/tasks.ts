import type { CatalogueEntry } from './types.ts';

export const taskErrors = {
  TASK_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "There is no task '{key}'.", 'zh-CN': '没有这个任务：“{key}”。' },
    remedy: { en: 'Reload the task list.', 'zh-CN': '请刷新任务列表。' },
  },
  TASK_SUSPENDED: {
    category: 'INVALID_STATE',
    text: {
      en: 'The case of this task is suspended by an administrator.',
      'zh-CN': '此任务所在的流程已被管理员暂停。',
    },
    remedy: {
      en: 'Nothing of yours was applied. Try again when the case goes on, or ask an administrator.',
      'zh-CN': '您的操作未生效。请等流程恢复后再处理，或联系管理员。',
    },
  },
  TASK_CHANGED: {
    category: 'CONFLICT',
    text: {
      en: '{name} {actEn} at {at}, after you opened the task.',
      'zh-CN': '您打开任务之后，{name} 已于 {at} {actZh}。',
    },
    remedy: {
      en: 'Nothing of yours was applied. Reload the task and look again.',
      'zh-CN': '您的操作未生效，请刷新任务后再处理。',
    },
  },
  TASK_COMPLETED_BY_OTHER: {
    category: 'CONFLICT',
    text: { en: '{name} {actEn} at {at}.', 'zh-CN': '{name} 已于 {at} {actZh}。' },
    remedy: {
      en: 'Nothing of yours was applied and nothing is left to do here.',
      'zh-CN': '您的操作未生效，此任务无需再处理。',
    },
  },
  TASK_COMPLETED_BY_YOU: {
    category: 'CONFLICT',
    text: { en: 'You finished this task at {at}.', 'zh-CN': '您已于 {at} 办结此任务。' },
    remedy: { en: 'Go on with the next task.', 'zh-CN': '请继续处理下一项任务。' },
  },
  TASK_CLOSED: {
    category: 'CONFLICT',
    text: {
      en: 'The case went on without this task at {at}.',
      'zh-CN': '流程已于 {at} 推进，此任务已自动关闭。',
    },
    remedy: {
      en: 'Nothing of yours was applied; the history of the case says why.',
      'zh-CN': '您的操作未生效，原因请查看流程记录。',
    },
  },
  TASK_NOT_YOURS: {
    category: 'FORBIDDEN',
    text: { en: 'This task is not offered to you.', 'zh-CN': '此任务不在您的办理范围内。' },
    remedy: {
      en: 'Ask the one who holds it, or the head of the department, to hand it to you.',
      'zh-CN': '如需办理，请由当前办理人或部门负责人转交给您。',
    },
  },
  TASK_HELD_BY_OTHER: {
    category: 'CONFLICT',
    text: { en: '{name} is working on this task.', 'zh-CN': '此任务正由 {name} 办理。' },
    remedy: {
      en: 'Leave it to {name}, or have it handed to you.',
      'zh-CN': '请由 {name} 继续办理，或请其转交给您。',
    },
  },
  TASK_SELF_APPROVAL: {
    category: 'FORBIDDEN',
    text: {
      en: 'Nobody decides on a request of their own: {name} made this one.',
      'zh-CN': '不能审批自己提交的申请：此申请由 {name} 提交。',
    },
    remedy: { en: 'Leave the decision to another person.', 'zh-CN': '请由其他人员审批。' },
  },
  TASK_NOT_CLAIMED: {
    category: 'INVALID_STATE',
    text: {
      en: 'Only a task one has claimed from a group can be given back.',
      'zh-CN': '只有自己从待认领池中认领的任务才能退回。',
    },
    remedy: { en: 'Hand it to another person instead.', 'zh-CN': '如不办理，请转交给其他人员。' },
  },
  TASK_OUTCOME_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'An approval needs a decision: approved or rejected.', 'zh-CN': '审批任务须选择“同意”或“驳回”。' },
    remedy: { en: 'Choose one of the two.', 'zh-CN': '请选择审批结果。' },
  },
  TASK_OUTCOME_NOT_ALLOWED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'This task is work to be done; there is nothing to approve.',
      'zh-CN': '此任务为办理任务，没有审批结果。',
    },
    remedy: { en: 'Finish it without a decision.', 'zh-CN': '请直接提交办理结果。' },
  },
  TASK_COMMENT_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'A rejection needs a reason.', 'zh-CN': '驳回时须填写意见。' },
    remedy: { en: 'Write what has to change.', 'zh-CN': '请说明驳回原因。' },
  },
  TASK_TEXT_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'Expected a text of 1 to {max} characters.', 'zh-CN': '请填写 1 到 {max} 个字。' },
    remedy: { en: 'Write something.', 'zh-CN': '请补充内容。' },
  },
  TASK_FORM_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{count} fields of the form are not right.', 'zh-CN': '表单中有 {count} 处填写有误。' },
    remedy: { en: 'Correct the marked fields.', 'zh-CN': '请修改标出的内容后重新提交。' },
  },
  TASK_REASSIGN_FORBIDDEN: {
    category: 'FORBIDDEN',
    text: {
      en: 'Only the one who holds the task, the head over it or an administrator may hand it on.',
      'zh-CN': '只有当前办理人、其部门负责人或管理员可以转交此任务。',
    },
    remedy: { en: 'Ask one of them.', 'zh-CN': '请联系上述人员转交。' },
  },
  TASK_REASSIGN_TO_SELF: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'A task can not be handed to oneself.', 'zh-CN': '不能把任务转交给自己。' },
    remedy: {
      en: 'Claim it where it is offered to you, or choose another person.',
      'zh-CN': '可认领的任务请直接认领，否则请选择其他人员。',
    },
  },
  TASK_REASSIGN_TO_HOLDER: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{name} holds this task already.', 'zh-CN': '此任务已由 {name} 办理。' },
    remedy: { en: 'Choose another person.', 'zh-CN': '请选择其他人员。' },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
