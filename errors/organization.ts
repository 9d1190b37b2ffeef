import type { CatalogueEntry } from './types.ts';

export const organizationErrors = {
  ORG_PERSON_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "There is no person '{id}'.", 'zh-CN': '没有这个人员：“{id}”。' },
    remedy: { en: 'Reload the list of people.', 'zh-CN': '请刷新人员列表。' },
  },
  ORG_PERSON_DISABLED: {
    category: 'FORBIDDEN',
    text: { en: '{name} is disabled and can not act.', 'zh-CN': '{name} 的账号已停用，不能进行操作。' },
    remedy: {
      en: 'Ask an administrator to enable the account, or choose another person.',
      'zh-CN': '请联系管理员启用账号，或选择其他人员。',
    },
  },
  ORG_DEPARTMENT_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "There is no department '{id}'.", 'zh-CN': '没有这个部门：“{id}”。' },
    remedy: { en: 'Reload the list of departments.', 'zh-CN': '请刷新部门列表。' },
  },
  ORG_DEPARTMENT_DISABLED: {
    category: 'INVALID_STATE',
    text: { en: 'The department {name} is disabled.', 'zh-CN': '部门“{name}”已停用。' },
    remedy: { en: 'Choose another department, or enable it first.', 'zh-CN': '请选择其他部门，或先启用该部门。' },
  },
  ORG_DEPARTMENT_CYCLE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: '{name} can not be placed under itself or under a department below it.',
      'zh-CN': '不能把“{name}”放到它自己或它的下级部门之下。',
    },
    remedy: { en: 'Choose a parent outside this department.', 'zh-CN': '请选择该部门以外的上级部门。' },
  },
  ORG_DEPARTMENT_IN_USE: {
    category: 'INVALID_STATE',
    text: {
      en: '{name} still has {people} active people and {children} active departments below it.',
      'zh-CN': '“{name}”下还有 {people} 名在职人员和 {children} 个启用的下级部门。',
    },
    remedy: { en: 'Move them to another department first.', 'zh-CN': '请先把他们调到其他部门。' },
  },
  ORG_NAME_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'Expected a name of 1 to 100 characters.', 'zh-CN': '名称应为 1 到 100 个字。' },
    remedy: { en: 'Enter a name.', 'zh-CN': '请填写名称。' },
  },
  ORG_ID_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected an id of letters, digits, '_' and '-', but found '{id}'.",
      'zh-CN': '编号只能由字母、数字、“_”和“-”组成，实际为“{id}”。',
    },
    remedy: { en: 'Choose another id, or leave it out.', 'zh-CN': '请更换编号，或留空由系统生成。' },
  },
  ORG_ID_TAKEN: {
    category: 'ALREADY_EXISTS',
    text: { en: "The id '{id}' is in use.", 'zh-CN': '编号“{id}”已被使用。' },
    remedy: { en: 'Choose another id, or leave it out.', 'zh-CN': '请更换编号，或留空由系统生成。' },
  },
  ORG_LOGIN_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected a sign-in name of 2 to 50 letters, digits or '.', '_', '-', '@', but found '{login}'.",
      'zh-CN': '登录名应为 2 到 50 个字母、汉字、数字或“.”“_”“-”“@”，实际为“{login}”。',
    },
    remedy: { en: 'Choose another sign-in name.', 'zh-CN': '请更换登录名。' },
  },
  ORG_LOGIN_TAKEN: {
    category: 'ALREADY_EXISTS',
    text: { en: "The sign-in name '{login}' is in use.", 'zh-CN': '登录名“{login}”已被使用。' },
    remedy: { en: 'Choose another sign-in name.', 'zh-CN': '请更换登录名。' },
  },
  ORG_LAST_ADMINISTRATOR: {
    category: 'INVALID_STATE',
    text: {
      en: '{name} is the last active administrator.',
      'zh-CN': '{name} 是最后一名在用的管理员。',
    },
    remedy: {
      en: 'Make another person administrator first.',
      'zh-CN': '请先把其他人设为管理员。',
    },
  },
  ORG_SELF_DISABLE: {
    category: 'FORBIDDEN',
    text: { en: 'Nobody can disable the own account.', 'zh-CN': '不能停用自己的账号。' },
    remedy: { en: 'Ask another administrator.', 'zh-CN': '请由其他管理员操作。' },
  },
  ORG_ADMINISTRATOR_NEEDED: {
    category: 'FORBIDDEN',
    text: { en: 'Only an administrator may do this.', 'zh-CN': '只有管理员可以进行此操作。' },
    remedy: { en: 'Ask an administrator.', 'zh-CN': '请联系管理员。' },
  },
  ORG_SETUP_CLOSED: {
    category: 'FORBIDDEN',
    text: {
      en: 'The first administrator exists since {at}; this door is closed for ever.',
      'zh-CN': '首位管理员已于 {at} 创建，此入口已永久关闭。',
    },
    remedy: {
      en: 'Sign in, or ask an administrator for an account.',
      'zh-CN': '请直接登录，或请管理员为您开通账号。',
    },
  },
  ORG_SETUP_NEEDED: {
    category: 'INVALID_STATE',
    text: { en: 'The company has not been set up yet.', 'zh-CN': '公司尚未完成初始设置。' },
    remedy: { en: 'Create the first administrator.', 'zh-CN': '请先创建首位管理员。' },
  },
  ORG_ZONE_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected an IANA time zone such as Asia/Shanghai, but found '{zone}'.",
      'zh-CN': '时区应为 Asia/Shanghai 这样的名称，实际为“{zone}”。',
    },
    remedy: { en: 'Choose a time zone from the list.', 'zh-CN': '请从列表中选择时区。' },
  },
  ORG_SIGN_IN_FAILED: {
    category: 'UNAUTHENTICATED',
    text: { en: 'The sign-in name or the password is wrong.', 'zh-CN': '登录名或密码不正确。' },
    remedy: {
      en: 'Check both. An administrator can reset a forgotten password.',
      'zh-CN': '请核对后重试；忘记密码请联系管理员重置。',
    },
  },
  ORG_SIGN_IN_THROTTLED: {
    category: 'TOO_MANY',
    text: { en: 'Too many failed attempts to sign in.', 'zh-CN': '登录失败次数过多。' },
    remedy: { en: 'Wait {seconds} seconds and try again.', 'zh-CN': '请在 {seconds} 秒后重试。' },
  },
  ORG_ACCOUNT_DISABLED: {
    category: 'UNAUTHENTICATED',
    text: { en: 'This account is disabled.', 'zh-CN': '该账号已停用。' },
    remedy: { en: 'Ask an administrator.', 'zh-CN': '请联系管理员。' },
  },
  ORG_PASSWORD_WRONG: {
    category: 'FORBIDDEN',
    text: { en: 'The current password is wrong.', 'zh-CN': '当前密码不正确。' },
    remedy: { en: 'Enter the password you signed in with.', 'zh-CN': '请输入您登录时使用的密码。' },
  },
  ORG_PASSWORD_LENGTH: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Expected a password of {min} to {max} characters.',
      'zh-CN': '密码长度应为 {min} 到 {max} 个字符。',
    },
    remedy: { en: 'Choose a longer password; a short sentence is good.', 'zh-CN': '请设置更长的密码，例如一句短语。' },
  },
  ORG_PASSWORD_EASY: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'This password is among the first that are tried.',
      'zh-CN': '这个密码过于简单，很容易被猜到。',
    },
    remedy: {
      en: 'Avoid repeated characters, rows of the keyboard and well-known passwords.',
      'zh-CN': '请避免重复字符、键盘顺序和常见密码。',
    },
  },
  ORG_PASSWORD_HAS_LOGIN: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The password contains the sign-in name.', 'zh-CN': '密码中包含登录名。' },
    remedy: { en: 'Choose a password without it.', 'zh-CN': '请设置不含登录名的密码。' },
  },
  ORG_PASSWORD_SAME: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The new password equals the current one.', 'zh-CN': '新密码与当前密码相同。' },
    remedy: { en: 'Choose another password.', 'zh-CN': '请设置不同的密码。' },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
