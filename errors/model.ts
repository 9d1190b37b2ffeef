import type { CatalogueEntry } from './types.ts';

/** What keeps a model from being deployed (MODEL_*), and what the kernel refuses to do to an instance (KERNEL_*). */
export const modelErrors = {
  MODEL_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{resource}' can't be deployed: {count} problem(s), the first at '{element}': {first}",
      'zh-CN': '“{resource}”无法部署：共 {count} 个问题，第一个位于“{element}”：{first}',
    },
    remedy: { en: 'Correct every problem listed and deploy again.', 'zh-CN': '请逐条修正所列问题后重新部署。' },
  },
  MODEL_TOO_LARGE: {
    category: 'TOO_LARGE',
    text: {
      en: "'{resource}' has {found} bytes; a model may have {limit}.",
      'zh-CN': '“{resource}”大小为 {found} 字节，上限为 {limit} 字节。',
    },
    remedy: { en: 'Split the process with call activities.', 'zh-CN': '请用调用活动把流程拆分为多个文件。' },
  },
  MODEL_TOO_DEEP: {
    category: 'TOO_LARGE',
    text: {
      en: "'{resource}' nests elements {found} deep; the limit is {limit}.",
      'zh-CN': '“{resource}”的元素嵌套了 {found} 层，上限为 {limit} 层。',
    },
    remedy: { en: 'Move inner sub-processes into processes of their own.', 'zh-CN': '请把内层子流程改为独立的流程。' },
  },
  MODEL_TOO_MANY_ELEMENTS: {
    category: 'TOO_LARGE',
    text: {
      en: "'{resource}' has {found} elements; the limit is {limit}.",
      'zh-CN': '“{resource}”有 {found} 个元素，上限为 {limit} 个。',
    },
    remedy: { en: 'Split the process with call activities.', 'zh-CN': '请用调用活动把流程拆分。' },
  },
  MODEL_DOCTYPE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{resource}' declares a document type or an entity.",
      'zh-CN': '“{resource}”含有 DOCTYPE 或实体声明。',
    },
    remedy: {
      en: 'Remove the <!DOCTYPE …> declaration; BPMN needs none.',
      'zh-CN': '请删除 <!DOCTYPE …> 声明，BPMN 文件不需要它。',
    },
  },
  MODEL_ILLEGAL_CHARACTER: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{resource}' holds a character that XML does not allow (U+{character}, position {position}).",
      'zh-CN': '“{resource}”含有 XML 不允许的字符（U+{character}，第 {position} 个字符处）。',
    },
    remedy: {
      en: 'Remove the character; it is usually left over from copying.',
      'zh-CN': '请删除该字符，它通常是复制粘贴时带入的。',
    },
  },
  MODEL_NOT_BPMN: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{resource}' can't be read as BPMN: {problem}", 'zh-CN': '“{resource}”无法按 BPMN 读取：{problem}' },
    remedy: { en: 'Open the file in the designer and save it again.', 'zh-CN': '请用流程设计器打开并重新保存该文件。' },
  },
  MODEL_READER_WARNING: {
    category: 'INVALID_ARGUMENT',
    text: { en: "A part of the file can't be understood: {problem}", 'zh-CN': '文件中有无法识别的内容：{problem}' },
    remedy: {
      en: 'Remove or correct this part; nothing of a process may be passed over in silence.',
      'zh-CN': '请删除或修正这一部分，流程中的任何内容都不能被悄悄忽略。',
    },
  },
  MODEL_DUPLICATE_ID: {
    category: 'INVALID_ARGUMENT',
    text: { en: "The id '{element}' is used more than once.", 'zh-CN': '编号“{element}”被重复使用。' },
    remedy: { en: 'Give each element an id of its own.', 'zh-CN': '请为每个元素设置唯一的编号。' },
  },
  MODEL_DANGLING_REFERENCE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' refers in {property} to '{target}', which does not exist.",
      'zh-CN': '“{element}”的 {property} 指向不存在的“{target}”。',
    },
    remedy: {
      en: 'Create what is referred to, or remove the reference.',
      'zh-CN': '请创建被引用的内容，或删除该引用。',
    },
  },
  MODEL_ID_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'An element of type {type} has no id.', 'zh-CN': '有一个 {type} 元素没有编号。' },
    remedy: { en: 'Give it an id.', 'zh-CN': '请为它设置编号。' },
  },
  MODEL_NOT_EXECUTABLE: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{resource}' holds no executable process.", 'zh-CN': '“{resource}”中没有可执行的流程。' },
    remedy: {
      en: 'Set isExecutable="true" on the process.',
      'zh-CN': '请在流程属性中勾选“可执行”（isExecutable="true"）。',
    },
  },
  MODEL_UNSUPPORTED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' uses {what}, which can't be executed.",
      'zh-CN': '“{element}”使用了 {what}，引擎无法执行。',
    },
    remedy: { en: 'Use {instead}.', 'zh-CN': '请改用 {instead}。' },
  },
  MODEL_START_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{element}' has no start event it could begin at.", 'zh-CN': '“{element}”没有可以开始的开始事件。' },
    remedy: { en: 'Draw a start event and connect it.', 'zh-CN': '请添加开始事件并连线。' },
  },
  MODEL_START_AMBIGUOUS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' has {found} start events of which only one may be: {expected}.",
      'zh-CN': '“{element}”有 {found} 个开始事件，此处只允许：{expected}。',
    },
    remedy: { en: 'Keep one of them.', 'zh-CN': '请只保留一个。' },
  },
  MODEL_START_KIND: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Start event '{element}' is of a kind ({found}) that can't begin here; possible: {expected}.",
      'zh-CN': '开始事件“{element}”的类型（{found}）不能用在此处，可用类型：{expected}。',
    },
    remedy: { en: 'Choose one of the possible kinds.', 'zh-CN': '请改为可用的类型。' },
  },
  MODEL_EVENT_DEFINITION: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Event '{element}' must have exactly one event definition of: {expected}; found {found}.",
      'zh-CN': '事件“{element}”必须且只能有一种事件定义：{expected}；实际为 {found}。',
    },
    remedy: { en: 'Choose one kind for the event.', 'zh-CN': '请为该事件选择一种类型。' },
  },
  MODEL_TIMER_DEFINITION: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Timer '{element}' must have exactly one of: {expected}; found {found}.",
      'zh-CN': '定时器“{element}”必须且只能设置其中一项：{expected}；实际为 {found}。',
    },
    remedy: { en: 'Set one of them.', 'zh-CN': '请只设置一项。' },
  },
  MODEL_TIMER_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The {kind} '{source}' of timer '{element}' can't be read.",
      'zh-CN': '定时器“{element}”的{kind}“{source}”无法识别。',
    },
    remedy: {
      en: "Write a date with zone (2026-01-02T09:00:00+08:00), a duration (P3D) or a cycle (R3/PT1H, or cron in UTC such as 0 0 1 * * MON-FRI), or an expression behind '='.",
      'zh-CN':
        '请填写带时区的时间（2026-01-02T09:00:00+08:00）、时长（P3D）、循环（R3/PT1H，或按 UTC 的 cron，如 0 0 1 * * MON-FRI），或以“=”开头的表达式。',
    },
  },
  MODEL_TIMER_INTERRUPTING_CYCLE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Timer '{element}' interrupts and can fire only once, but has a cycle.",
      'zh-CN': '定时器“{element}”会中断流程，只能触发一次，却设置了循环。',
    },
    remedy: {
      en: 'Use a duration or a date, or make the event non-interrupting.',
      'zh-CN': '请改用时长或时间点，或改为非中断事件。',
    },
  },
  MODEL_MESSAGE_NAME: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' waits for a message, but the message has no name.",
      'zh-CN': '“{element}”等待消息，但消息没有名称。',
    },
    remedy: { en: 'Choose a message and give it a name.', 'zh-CN': '请选择消息并填写名称。' },
  },
  MODEL_CORRELATION_KEY: {
    category: 'INVALID_ARGUMENT',
    text: { en: "The message of '{element}' has no correlation key.", 'zh-CN': '“{element}”的消息没有关联键。' },
    remedy: { en: 'Enter a correlation key, such as =receivable.id.', 'zh-CN': '请填写关联键，例如 =receivable.id。' },
  },
  MODEL_MESSAGE_AMBIGUOUS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' waits for message '{message}', as another event at the same place does.",
      'zh-CN': '“{element}”与同一处的另一事件等待同一消息“{message}”。',
    },
    remedy: { en: 'Use different messages, or join the two events.', 'zh-CN': '请使用不同的消息，或合并两个事件。' },
  },
  MODEL_ERROR_CODE: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{element}' needs an error with a code{rule}.", 'zh-CN': '“{element}”需要带错误码的错误定义{rule}。' },
    remedy: { en: 'Choose an error and give it a code.', 'zh-CN': '请选择错误并填写错误码。' },
  },
  MODEL_ERROR_AMBIGUOUS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' catches error '{code}', as another event at the same place does.",
      'zh-CN': '“{element}”与同一处的另一事件捕获同一错误“{code}”。',
    },
    remedy: { en: 'Keep one of the two events.', 'zh-CN': '请只保留其中一个事件。' },
  },
  MODEL_SIGNAL_NAME: {
    category: 'INVALID_ARGUMENT',
    text: { en: "The signal of '{element}' has no name.", 'zh-CN': '“{element}”的信号没有名称。' },
    remedy: { en: 'Choose a signal and give it a name.', 'zh-CN': '请选择信号并填写名称。' },
  },
  MODEL_SIGNAL_AMBIGUOUS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' waits for signal '{signal}', as another event at the same place does.",
      'zh-CN': '“{element}”与同一处的另一事件等待同一信号“{signal}”。',
    },
    remedy: { en: 'Use different signals, or join the two events.', 'zh-CN': '请使用不同的信号，或合并两个事件。' },
  },
  MODEL_ESCALATION_CODE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' needs an escalation with a code{rule}.",
      'zh-CN': '“{element}”需要带升级码的升级定义{rule}。',
    },
    remedy: { en: 'Choose an escalation and give it a code.', 'zh-CN': '请选择升级定义并填写升级码。' },
  },
  MODEL_ESCALATION_AMBIGUOUS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' catches escalation '{code}', as another event at the same place does.",
      'zh-CN': '“{element}”与同一处的另一事件捕获同一升级“{code}”。',
    },
    remedy: { en: 'Keep one of the two events.', 'zh-CN': '请只保留其中一个事件。' },
  },
  MODEL_ESCALATION_HOST: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Escalation event '{element}' is attached to '{host}', in which nothing can escalate.",
      'zh-CN': '升级边界事件“{element}”附着在“{host}”上，其内部不会发出升级。',
    },
    remedy: { en: 'Attach it to a sub-process or call activity.', 'zh-CN': '请附着到子流程或调用活动上。' },
  },
  MODEL_COMPENSATION_HANDLER: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Compensation event '{element}' must lead by one association to an activity of the same scope that is marked for compensation; found {found}.",
      'zh-CN': '补偿事件“{element}”必须通过一条关联连到同一范围内标记为补偿的活动，实际为 {found}。',
    },
    remedy: {
      en: 'Connect it to one activity with the compensation marker.',
      'zh-CN': '请连接到一个带补偿标记的活动。',
    },
  },
  MODEL_COMPENSATION_ACTIVITY: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' undoes '{activity}', which has no compensation event or lies in another scope.",
      'zh-CN': '“{element}”要补偿的“{activity}”没有补偿事件，或不在同一范围内。',
    },
    remedy: {
      en: 'Choose an activity of the same scope that has a compensation event.',
      'zh-CN': '请选择同一范围内带补偿事件的活动。',
    },
  },
  MODEL_COMPENSATION_AMBIGUOUS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' is a second compensation event at '{host}'.",
      'zh-CN': '“{element}”是“{host}”上的第二个补偿事件。',
    },
    remedy: { en: 'Keep one of the two events.', 'zh-CN': '请只保留其中一个事件。' },
  },
  MODEL_AD_HOC_EMPTY: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Ad-hoc sub-process '{element}' holds nothing that could be activated.",
      'zh-CN': '即席子流程“{element}”中没有可以启动的元素。',
    },
    remedy: {
      en: 'Draw at least one activity inside that no flow leads to.',
      'zh-CN': '请在其中添加至少一个没有引入连线的活动。',
    },
  },
  MODEL_LINK_NAME: {
    category: 'INVALID_ARGUMENT',
    text: { en: "Link event '{element}' has no link name.", 'zh-CN': '链接事件“{element}”没有链接名称。' },
    remedy: {
      en: 'Give the throwing and the catching event the same link name.',
      'zh-CN': '请为抛出和捕获两端填写相同的链接名称。',
    },
  },
  MODEL_LINK_TARGET: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Link event '{element}' leads to '{link}', but no catching link event of the same scope has this name.",
      'zh-CN': '链接事件“{element}”指向“{link}”，但同一范围内没有该名称的捕获链接事件。',
    },
    remedy: {
      en: 'Draw the catching link event in the same process or sub-process.',
      'zh-CN': '请在同一流程或子流程内添加对应的捕获链接事件。',
    },
  },
  MODEL_LINK_AMBIGUOUS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Link event '{element}' catches '{link}', as another event of the same scope does.",
      'zh-CN': '链接事件“{element}”与同一范围内的另一事件捕获同一链接“{link}”。',
    },
    remedy: { en: 'Keep one of them, or rename a link.', 'zh-CN': '请只保留一个，或修改链接名称。' },
  },
  MODEL_EXTENSION_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' has no {extension}, so that the engine does not know what to do there.",
      'zh-CN': '“{element}”没有配置{extension}，引擎不知道该做什么。',
    },
    remedy: { en: 'Fill in {extension} in the properties of the element.', 'zh-CN': '请在元素属性中填写{extension}。' },
  },
  MODEL_EXTENSION_CONFLICT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' has both {extensions}; only one can be.",
      'zh-CN': '“{element}”同时配置了 {extensions}，只能保留一个。',
    },
    remedy: { en: 'Remove one of them.', 'zh-CN': '请删除其中一个。' },
  },
  MODEL_EXTENSION_MISPLACED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{extension} at '{element}' would not be looked at; it belongs to: {places}.",
      'zh-CN': '“{element}”上的 {extension} 不会生效，它只能用于：{places}。',
    },
    remedy: { en: 'Remove it, or move it to where it works.', 'zh-CN': '请删除，或移到可以生效的元素上。' },
  },
  MODEL_EXTENSION_TWICE: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{element}' has {extension} more than once.", 'zh-CN': '“{element}”重复配置了 {extension}。' },
    remedy: { en: 'Keep one of them.', 'zh-CN': '请只保留一个。' },
  },
  MODEL_PRIORITY: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The priority of '{element}' must be a whole number from 0 to 100 or an expression, but is '{found}'.",
      'zh-CN': '“{element}”的优先级必须是 0 到 100 的整数或表达式，实际为“{found}”。',
    },
    remedy: { en: 'Enter such a number.', 'zh-CN': '请填写 0 到 100 的整数。' },
  },
  MODEL_LOOP_WITHOUT_WAIT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The process would go round {loop} without ever waiting.',
      'zh-CN': '流程会在 {loop} 之间不停循环，中途没有任何等待。',
    },
    remedy: {
      en: 'Put a task, timer or message into the cycle; for a calculation over a list use a multi-instance or one FEEL expression.',
      'zh-CN': '请在循环中加入任务、定时或消息；若是对列表计算，请用多实例或一个 FEEL 表达式。',
    },
  },
  MODEL_ATTRIBUTE_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{extension} of '{element}' has no {attribute}.",
      'zh-CN': '“{element}”的 {extension} 缺少 {attribute}。',
    },
    remedy: { en: 'Fill in {attribute}.', 'zh-CN': '请填写 {attribute}。' },
  },
  MODEL_BINDING_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' calls '{called}' as deployed together with it, but no file here defines it.",
      'zh-CN': '“{element}”调用与其一同部署的“{called}”，但这些文件中没有它。',
    },
    remedy: {
      en: "Deploy the file that defines it along, or bind to 'latest'.",
      'zh-CN': '请一同部署定义它的文件，或改为绑定“latest”。',
    },
  },
  MODEL_MAPPING_TARGET: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The target '{target}' of a mapping of '{element}' is no variable name or path.",
      'zh-CN': '“{element}”的变量映射目标“{target}”不是合法的变量名或路径。',
    },
    remedy: {
      en: 'Write a name, or names joined by dots; letters, digits and _, not beginning with a digit.',
      'zh-CN': '请填写变量名，多级用点号连接；只能包含字母、数字和下划线，且不能以数字开头。',
    },
  },
  MODEL_FEEL_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The expression '{source}' of '{element}' is no FEEL: {problem}",
      'zh-CN': '“{element}”的表达式“{source}”不是合法的 FEEL：{problem}',
    },
    remedy: { en: 'Correct the expression.', 'zh-CN': '请修改表达式。' },
  },
  MODEL_EXPRESSION_REQUIRED: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{source}' of '{element}' must be an expression.", 'zh-CN': '“{element}”的“{source}”必须是表达式。' },
    remedy: { en: "Put '=' before it.", 'zh-CN': '请在最前面加上“=”。' },
  },
  MODEL_CONDITION_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Flow '{element}' leaves a gateway with several ways, but has no condition and is not the default flow.",
      'zh-CN': '连线“{element}”从多分支网关引出，却既没有条件也不是默认连线。',
    },
    remedy: { en: 'Write a condition, or make it the default flow.', 'zh-CN': '请填写条件，或设为默认连线。' },
  },
  MODEL_CONDITION_MISPLACED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Flow '{element}' has a condition, but leaves {source}, where conditions are not looked at.",
      'zh-CN': '连线“{element}”带有条件，但它从 {source} 引出，该处不判断条件。',
    },
    remedy: {
      en: 'Put an exclusive gateway in between, or remove the condition.',
      'zh-CN': '请在中间加一个排他网关，或删除条件。',
    },
  },
  MODEL_DEFAULT_FLOW: {
    category: 'INVALID_ARGUMENT',
    text: { en: "The default flow of '{element}' {problem}.", 'zh-CN': '“{element}”的默认连线有误：{problem}。' },
    remedy: {
      en: 'Choose an unconditional flow that begins at this gateway.',
      'zh-CN': '请选择一条从该网关引出且没有条件的连线。',
    },
  },
  MODEL_FLOW_SCOPE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Flow '{element}' leads from '{source}' into another sub-process, to '{target}'.",
      'zh-CN': '连线“{element}”从“{source}”跨越子流程连到“{target}”。',
    },
    remedy: { en: 'Connect elements of the same process or sub-process.', 'zh-CN': '请只在同一流程或子流程内连线。' },
  },
  MODEL_FLOW_FORBIDDEN: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{element}' may have no {direction} flow.", 'zh-CN': '“{element}”不允许有{direction}连线。' },
    remedy: { en: 'Remove the flow.', 'zh-CN': '请删除该连线。' },
  },
  MODEL_FLOW_MISSING: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' needs at least {count} outgoing flow(s), written as bpmn:outgoing too; found {found}.",
      'zh-CN': '“{element}”至少需要 {count} 条引出连线（同时写明 bpmn:outgoing），实际为 {found} 条。',
    },
    remedy: { en: 'Draw the missing flow.', 'zh-CN': '请补画连线。' },
  },
  MODEL_EVENT_GATEWAY_TARGET: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Behind event-based gateway '{element}' stands '{target}'; only a catch event for a timer, message or signal with no other incoming flow may.",
      'zh-CN': '事件网关“{element}”之后是“{target}”，此处只能连接没有其他引入连线的定时、消息或信号捕获事件。',
    },
    remedy: { en: 'Put such an event directly behind the gateway.', 'zh-CN': '请在网关后直接放置这类事件。' },
  },
  MODEL_BOUNDARY_HOST: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Boundary event '{element}' is attached to '{host}', which is no activity of the same scope.",
      'zh-CN': '边界事件“{element}”附着在“{host}”上，它不是同一范围内的活动。',
    },
    remedy: { en: 'Attach it to a task, sub-process or call activity.', 'zh-CN': '请附着到任务、子流程或调用活动上。' },
  },
  MODEL_MUST_INTERRUPT: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{element}' catches an error and must interrupt.", 'zh-CN': '“{element}”捕获错误，必须是中断型。' },
    remedy: { en: 'Make it interrupting.', 'zh-CN': '请改为中断型事件。' },
  },
  MODEL_LISTENER_EVENT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "A listener of '{element}' is for '{found}', which is not called here; possible: {expected}.",
      'zh-CN': '“{element}”的监听器针对“{found}”，此处不会触发，可用：{expected}。',
    },
    remedy: {
      en: 'Choose one of the possible events. What happens to a task while it is open is told in its history, not to a listener.',
      'zh-CN': '请改为可用的事件。任务办理过程中的变化记录在任务历史中，不会触发监听器。',
    },
  },
  MODEL_LISTENER_PLACE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' can't have a listener for '{event}': nothing would call it.",
      'zh-CN': '“{element}”不能设置“{event}”监听器：引擎不会触发它。',
    },
    remedy: {
      en: "Put it on the element before or after, or on the process. Listeners for 'creating' and 'completing' need a user task with zeebe:userTask; elsewhere use 'start' and 'end'.",
      'zh-CN':
        '请设置在前一个或后一个元素上，或设置在流程上。“creating”和“completing”只能用于带 zeebe:userTask 的人工任务，其他情况请用“start”和“end”。',
    },
  },
  MODEL_LISTENER_AMBIGUOUS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{element}' has two listeners for '{event}' of the job type '{type}'.",
      'zh-CN': '“{element}”有两个作业类型同为“{type}”的“{event}”监听器。',
    },
    remedy: { en: 'Keep one of them, or give them different types.', 'zh-CN': '请只保留一个，或使用不同的作业类型。' },
  },
  MODEL_HEADER: {
    category: 'INVALID_ARGUMENT',
    text: { en: "A task header of '{element}' has no key.", 'zh-CN': '“{element}”的任务标头缺少键。' },
    remedy: { en: 'Give the header a key, or remove it.', 'zh-CN': '请填写键名，或删除该标头。' },
  },
  KERNEL_INSTANCE_EXISTS: {
    category: 'ALREADY_EXISTS',
    text: { en: "Process instance '{key}' exists already.", 'zh-CN': '流程实例“{key}”已存在。' },
    remedy: { en: 'Create it under another key.', 'zh-CN': '请使用其他编号创建。' },
  },
  KERNEL_NO_START_EVENT: {
    category: 'INVALID_STATE',
    text: {
      en: "Process '{process}' can't be started at '{element}': it has no such start event, or none without a trigger.",
      'zh-CN': '流程“{process}”无法从“{element}”启动：没有这样的开始事件，或没有普通开始事件。',
    },
    remedy: {
      en: 'Start it by its message or timer, or add a none start event.',
      'zh-CN': '请通过消息或定时启动，或添加普通开始事件。',
    },
  },
  KERNEL_JOB_STOPPED: {
    category: 'INVALID_STATE',
    text: {
      en: "Expected job '{key}' of '{element}' to be workable, but it is {status}.",
      'zh-CN': '“{element}”的任务“{key}”当前不可处理，状态为 {status}。',
    },
    remedy: { en: 'Give it retries and resolve its incident first.', 'zh-CN': '请先增加重试次数并解决异常。' },
  },
  KERNEL_AD_HOC_OVER: {
    category: 'INVALID_STATE',
    text: {
      en: "Ad-hoc sub-process '{key}' is over: nothing can be activated in it any more.",
      'zh-CN': '即席子流程“{key}”已结束，不能再启动其中的元素。',
    },
    remedy: { en: 'Reload the instance.', 'zh-CN': '请刷新流程实例。' },
  },
  KERNEL_AD_HOC_ELEMENT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected elements of ad-hoc sub-process '{element}' ({expected}), but found: {found}.",
      'zh-CN': '即席子流程“{element}”中可启动的元素为：{expected}，实际为：{found}。',
    },
    remedy: { en: 'Name elements that no flow leads to.', 'zh-CN': '请只填写没有引入连线的元素。' },
  },
  KERNEL_AD_HOC_TWICE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Element '{found}' of ad-hoc sub-process '{element}' is named twice.",
      'zh-CN': '即席子流程“{element}”的元素“{found}”重复。',
    },
    remedy: {
      en: 'Name each element once; ask again for one more.',
      'zh-CN': '请每个元素只写一次，如需多次请分次操作。',
    },
  },
  KERNEL_AD_HOC_RESULT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The worker of ad-hoc sub-process '{elementId}' says that it is over, and activates elements.",
      'zh-CN': '即席子流程“{elementId}”的作业既声明已完成，又要启动元素。',
    },
    remedy: { en: 'Do one of the two.', 'zh-CN': '两者只能选其一。' },
  },
  KERNEL_JOB_RESULT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Job '{key}' of '{element}' is not that of an ad-hoc sub-process and takes no result.",
      'zh-CN': '“{element}”的作业“{key}”不属于即席子流程，不能附带结果。',
    },
    remedy: { en: 'Hand in variables only.', 'zh-CN': '请只传入变量。' },
  },
  KERNEL_LISTENER_ERROR: {
    category: 'INVALID_STATE',
    text: {
      en: "Job '{key}' is a listener of '{element}' and can't throw a BPMN error.",
      'zh-CN': '作业“{key}”是“{element}”的监听器，不能抛出 BPMN 错误。',
    },
    remedy: { en: 'Fail the job, or complete it.', 'zh-CN': '请将该作业标记为失败，或完成它。' },
  },
  KERNEL_RETRIES_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected at least 1 retry for job '{key}', but found {retries}.",
      'zh-CN': '任务“{key}”的重试次数至少为 1，实际为 {retries}。',
    },
    remedy: { en: 'Give a number from 1 up.', 'zh-CN': '请填写不小于 1 的数字。' },
  },
  KERNEL_NO_RETRIES: {
    category: 'INVALID_STATE',
    text: {
      en: "Incident '{incident}' can't be resolved: job '{key}' has no retries left.",
      'zh-CN': '异常“{incident}”无法解决：任务“{key}”没有剩余重试次数。',
    },
    remedy: {
      en: 'Give the job retries first, then resolve the incident.',
      'zh-CN': '请先增加该任务的重试次数，再解决异常。',
    },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
