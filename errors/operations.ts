import type { CatalogueEntry } from './types.ts';

/** What an operator may not do to a process instance or a deployed file, and why. */
export const operationErrors = {
  KERNEL_SUSPENDED: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' is suspended: nothing in it goes on.",
      'zh-CN': '流程实例“{key}”已暂停，其中的任何步骤都不能继续。',
    },
    remedy: { en: 'Resume the instance first.', 'zh-CN': '请先恢复该流程实例。' },
  },
  KERNEL_NOT_SUSPENDED: {
    category: 'INVALID_STATE',
    text: {
      en: "Expected process instance '{key}' to be suspended, but it is running.",
      'zh-CN': '流程实例“{key}”正在运行，并未暂停。',
    },
    remedy: { en: 'Nothing has to be resumed. Reload the page.', 'zh-CN': '无需恢复，请刷新页面。' },
  },
  KERNEL_CALLED_INSTANCE: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' was called by process instance '{caller}' and follows it.",
      'zh-CN': '流程实例“{key}”由流程实例“{caller}”调用，状态随其变化。',
    },
    remedy: { en: 'Do this to the calling instance instead.', 'zh-CN': '请改为对调用它的流程实例执行此操作。' },
  },
  KERNEL_MODIFY_ELEMENT_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected process '{process}' to have the elements to activate, but found no '{elements}'.",
      'zh-CN': '流程“{process}”中没有要激活的节点“{elements}”。',
    },
    remedy: { en: 'Choose an element of this version of the process.', 'zh-CN': '请选择该流程版本中的节点。' },
  },
  KERNEL_MODIFY_ELEMENT_UNSUPPORTED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' of process '{process}' is a {type}, which can't be activated by itself.",
      'zh-CN': '流程“{process}”的节点“{element}”类型为 {type}，不能单独激活。',
    },
    remedy: {
      en: 'Choose the element behind it, or the activity it is attached to.',
      'zh-CN': '请选择它后面的节点，或它所附着的活动。',
    },
  },
  KERNEL_MODIFY_BEHIND_GATEWAY: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' of process '{process}' belongs to an event-based gateway and can't be activated by itself.",
      'zh-CN': '流程“{process}”的节点“{element}”属于事件网关，不能单独激活。',
    },
    remedy: {
      en: 'Activate the gateway, or the element behind the event.',
      'zh-CN': '请激活该网关，或事件后面的节点。',
    },
  },
  KERNEL_MODIFY_INSTANCE_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected running elements to end in process '{process}', but found none with key '{keys}'.",
      'zh-CN': '流程“{process}”中找不到要终止的运行节点“{keys}”。',
    },
    remedy: { en: 'Reload: it may have gone on meanwhile.', 'zh-CN': '请刷新页面，它可能已经往下执行。' },
  },
  KERNEL_MODIFY_VARIABLE_SCOPE_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Process '{process}' has no '{scope}' for which variables were given.",
      'zh-CN': '流程“{process}”中没有变量所属的节点“{scope}”。',
    },
    remedy: {
      en: 'Name the element to activate, a scope around it, or leave the scope out.',
      'zh-CN': '请填写要激活的节点、其外层范围，或不指定范围。',
    },
  },
  KERNEL_MODIFY_VARIABLE_SCOPE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Variables were given for '{scope}', which lies not around '{element}' in process '{process}'.",
      'zh-CN': '变量指定的范围“{scope}”不是流程“{process}”中“{element}”的外层范围。',
    },
    remedy: {
      en: 'Set these variables before or after the modification.',
      'zh-CN': '请在调整之前或之后单独设置这些变量。',
    },
  },
  KERNEL_MODIFY_AMBIGUOUS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' can't be activated: '{scope}' around it runs {count} times in process '{process}'.",
      'zh-CN': '无法激活“{element}”：流程“{process}”中其外层“{scope}”有 {count} 个在运行。',
    },
    remedy: {
      en: 'Say in which one, by the key of the element instance around it.',
      'zh-CN': '请指定在哪一个中激活（填写外层节点实例的编号）。',
    },
  },
  KERNEL_MODIFY_ANCESTOR_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected an active element instance '{key}' in process '{process}' to activate '{element}' in, but found none.",
      'zh-CN': '流程“{process}”中没有处于活动状态的节点实例“{key}”，无法在其中激活“{element}”。',
    },
    remedy: { en: 'Reload and choose again.', 'zh-CN': '请刷新后重新选择。' },
  },
  KERNEL_MODIFY_ANCESTOR: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Element instance '{key}' of '{ancestor}' does not lie around '{element}' in process '{process}'.",
      'zh-CN': '流程“{process}”中，节点实例“{key}”（{ancestor}）不是“{element}”的外层。',
    },
    remedy: { en: 'Choose a scope that holds the element.', 'zh-CN': '请选择包含该节点的外层范围。' },
  },
  KERNEL_MODIFY_SCOPE_TERMINATED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' is to be activated in element instance '{key}', which is to be ended by the same modification.",
      'zh-CN': '“{element}”要在节点实例“{key}”中激活，而同一次调整又要终止该实例。',
    },
    remedy: {
      en: 'Keep the scope, or choose another one around the element.',
      'zh-CN': '请保留该范围，或选择另一个外层。',
    },
  },
  KERNEL_MODIFY_MULTI_INSTANCE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' can't be activated: that would need another instance of the multi-instance '{scope}' in process '{process}'.",
      'zh-CN': '无法激活“{element}”：这需要在流程“{process}”中新增多实例“{scope}”的一个实例，暂不支持。',
    },
    remedy: {
      en: 'Activate the multi-instance as a whole, or choose one of its running instances.',
      'zh-CN': '请整体激活该多实例，或选择其中一个正在运行的实例。',
    },
  },
  KERNEL_MODIFY_CALLED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "This would end process instance '{key}' of '{process}', which was called by another process.",
      'zh-CN': '此操作会结束流程“{process}”的实例“{key}”，而它是由另一流程调用的。',
    },
    remedy: {
      en: 'Modify the calling process instance instead.',
      'zh-CN': '请改为调整调用它的流程实例。',
    },
  },
  KERNEL_MODIFY_SUBSCRIPTION: {
    category: 'INVALID_STATE',
    text: {
      en: "'{element}' can't be activated: what '{scope}' waits for can't be evaluated. {problem}",
      'zh-CN': '无法激活“{element}”：“{scope}”所等待的事件无法计算。{problem}',
    },
    remedy: { en: 'Set the variables it needs first.', 'zh-CN': '请先设置所需的变量。' },
  },
  KERNEL_MIGRATE_DUPLICATE_SOURCE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Process instance '{key}' can't be migrated: '{elements}' is mapped more than once.",
      'zh-CN': '流程实例“{key}”无法迁移：节点“{elements}”被映射了多次。',
    },
    remedy: { en: 'Map each element once.', 'zh-CN': '每个节点只能映射一次。' },
  },
  KERNEL_MIGRATE_SOURCE_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Process instance '{key}' can't be migrated: its process has no element '{element}' to map.",
      'zh-CN': '流程实例“{key}”无法迁移：原流程中没有要映射的节点“{element}”。',
    },
    remedy: { en: 'Remove this mapping.', 'zh-CN': '请删除该映射。' },
  },
  KERNEL_MIGRATE_TARGET_UNKNOWN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Process instance '{key}' can't be migrated: the target process has no element '{element}'.",
      'zh-CN': '流程实例“{key}”无法迁移：目标流程中没有节点“{element}”。',
    },
    remedy: { en: 'Choose an element of the target process.', 'zh-CN': '请选择目标流程中的节点。' },
  },
  KERNEL_MIGRATE_UNMAPPED: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: it stands at '{element}', which is mapped to nothing.",
      'zh-CN': '流程实例“{key}”无法迁移：它停在“{element}”，而该节点没有映射目标。',
    },
    remedy: { en: 'Say which element of the target it becomes.', 'zh-CN': '请指定它对应目标流程中的哪个节点。' },
  },
  KERNEL_MIGRATE_TYPE_CHANGED: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: '{element}' is a {type}, '{target}' a {targetType}.",
      'zh-CN': '流程实例“{key}”无法迁移：“{element}”的类型是 {type}，“{target}”的类型是 {targetType}。',
    },
    remedy: { en: 'Map it to an element of the same type.', 'zh-CN': '请映射到同类型的节点。' },
  },
  KERNEL_MIGRATE_USER_TASK: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: user tasks '{element}' and '{target}' are implemented differently.",
      'zh-CN': '流程实例“{key}”无法迁移：人工任务“{element}”与“{target}”的实现方式不同。',
    },
    remedy: { en: 'Map it to a user task of the same implementation.', 'zh-CN': '请映射到实现方式相同的人工任务。' },
  },
  KERNEL_MIGRATE_EVENT_TYPE_CHANGED: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: event '{event}' of '{element}' is a {type} event, '{target}' a {targetType} event.",
      'zh-CN': '流程实例“{key}”无法迁移：“{element}”的事件“{event}”类型为 {type}，“{target}”类型为 {targetType}。',
    },
    remedy: {
      en: 'Map it to an event of the same type, or leave the mapping out.',
      'zh-CN': '请映射到同类型的事件，或删除该映射。',
    },
  },
  KERNEL_MIGRATE_EVENT_DETACHED: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: event '{event}' of '{element}' becomes '{targetEvent}', which is no event of '{target}'.",
      'zh-CN': '流程实例“{key}”无法迁移：“{element}”的事件“{event}”映射到“{targetEvent}”，但它不属于“{target}”。',
    },
    remedy: { en: 'An event must stay at the element it waits at.', 'zh-CN': '事件必须仍附着在同一节点上。' },
  },
  KERNEL_MIGRATE_EVENTS_MERGED: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: events '{events}' of '{element}' would all become '{target}'.",
      'zh-CN': '流程实例“{key}”无法迁移：“{element}”的事件“{events}”都映射到了“{target}”。',
    },
    remedy: { en: 'Map at most one event to each event.', 'zh-CN': '每个目标事件最多对应一个原事件。' },
  },
  KERNEL_MIGRATE_FLOW_SCOPE: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: '{target}', which '{element}' becomes, lies in '{found}' and not in '{expected}'.",
      'zh-CN': '流程实例“{key}”无法迁移：“{element}”映射到的“{target}”位于“{found}”，而不是“{expected}”。',
    },
    remedy: {
      en: 'An element must stay in the same sub-process. Move the instance by a modification instead.',
      'zh-CN': '节点必须留在同一子流程中，可改用“调整”移动该流程实例。',
    },
  },
  KERNEL_MIGRATE_LOOP_CHANGED: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: one of the multi-instances '{element}' and '{target}' is sequential, the other parallel.",
      'zh-CN': '流程实例“{key}”无法迁移：多实例“{element}”与“{target}”一个为串行，一个为并行。',
    },
    remedy: { en: 'Both must be sequential or parallel.', 'zh-CN': '两者必须同为串行或并行。' },
  },
  KERNEL_MIGRATE_GATEWAY_UNMAPPED: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: something waits at gateway '{element}', which is mapped to nothing.",
      'zh-CN': '流程实例“{key}”无法迁移：网关“{element}”处有分支正在等待汇合，而该网关没有映射目标。',
    },
    remedy: { en: 'Say which gateway of the target it becomes.', 'zh-CN': '请指定它对应目标流程中的哪个网关。' },
  },
  KERNEL_MIGRATE_GATEWAY_NARROWER: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: gateway '{target}' joins fewer flows than '{element}', where something waits.",
      'zh-CN': '流程实例“{key}”无法迁移：网关“{target}”汇合的连线少于“{element}”，而后者正有分支等待。',
    },
    remedy: {
      en: 'The target gateway needs at least as many incoming flows.',
      'zh-CN': '目标网关的入线数量不能少于原网关。',
    },
  },
  KERNEL_MIGRATE_FLOW_GONE: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: what came to gateway '{element}' by flow '{flow}' finds no such flow at '{target}'.",
      'zh-CN': '流程实例“{key}”无法迁移：经连线“{flow}”到达网关“{element}”的分支在“{target}”处没有对应连线。',
    },
    remedy: {
      en: 'Keep the id of the flow, or map the element it comes from.',
      'zh-CN': '请保留该连线的标识，或映射其来源节点。',
    },
  },
  KERNEL_MIGRATE_SUBSCRIPTION: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: what '{element}' waits for in the target can't be evaluated. {problem}",
      'zh-CN': '流程实例“{key}”无法迁移：“{element}”在目标流程中等待的事件无法计算。{problem}',
    },
    remedy: { en: 'Set the variables it needs first.', 'zh-CN': '请先设置所需的变量。' },
  },
  KERNEL_MIGRATE_MESSAGE_TWICE: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: '{element}' would wait twice for message '{message}'.",
      'zh-CN': '流程实例“{key}”无法迁移：“{element}”将重复等待消息“{message}”。',
    },
    remedy: {
      en: 'Map the event that waits for it already.',
      'zh-CN': '请映射已在等待该消息的事件。',
    },
  },
  ENGINE_MIGRATE_CORRELATION_TAKEN: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' can't be migrated: '{process}' has a running instance for correlation key '{correlationKey}' already.",
      'zh-CN': '流程实例“{key}”无法迁移：“{process}”已有关联键为“{correlationKey}”的实例在运行。',
    },
    remedy: {
      en: 'Only one instance runs for a correlation key. End the other one first.',
      'zh-CN': '同一关联键只能有一个实例运行，请先结束另一个。',
    },
  },
  ENGINE_RESOURCE_IN_USE: {
    category: 'INVALID_STATE',
    text: {
      en: "Version {version} of '{id}' can't be deleted: {count} of its instances are running.",
      'zh-CN': '“{id}”第 {version} 版无法删除：还有 {count} 个流程实例正在运行。',
    },
    remedy: {
      en: 'Let them end, cancel them, or migrate them to another version.',
      'zh-CN': '请等待其结束、取消，或迁移到其他版本。',
    },
  },
  ENGINE_RESULT_TIMEOUT: {
    category: 'UNAVAILABLE',
    text: {
      en: "Process instance '{key}' has not completed within {seconds} seconds. It goes on.",
      'zh-CN': '流程实例“{key}”在 {seconds} 秒内没有完成，仍在继续。',
    },
    remedy: { en: 'Look for its result later.', 'zh-CN': '请稍后查看结果。' },
  },
  ENGINE_RESULT_TERMINATED: {
    category: 'INVALID_STATE',
    text: {
      en: "Process instance '{key}' was ended before it completed; it has no result.",
      'zh-CN': '流程实例“{key}”在完成之前被终止，没有结果。',
    },
    remedy: { en: 'Look at its history for the reason.', 'zh-CN': '请在流程记录中查看原因。' },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
