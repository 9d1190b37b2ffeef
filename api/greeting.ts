import type { SampleProgress } from '#credit/index.ts';
import type { Language } from './contract/index.ts';
import type { SampleAccount } from './sample-accounts.ts';

export interface Greeting {
  readonly address: string;
  /** Addresses for a phone in the same network. */
  readonly network: readonly string[];
  readonly folder: string;
  readonly accounts: Readonly<Record<Language, readonly SampleAccount[]>>;
  readonly password: string;
  /** There is no company yet: the first administrator is to be made. */
  readonly awaitsFirst: boolean;
  /** `--empty` was asked for, and there is a company already. */
  readonly emptyIgnored: boolean;
}

interface Words {
  readonly running: string;
  readonly phone: string;
  readonly accounts: (password: string) => string;
  readonly first: string;
  readonly emptyIgnored: (folder: string) => string;
  readonly tries: string;
  readonly try: readonly string[];
  readonly stop: (folder: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    running: '信流已启动',
    phone: '手机（同一网络）',
    accounts: (password) => `示例账号，密码都是 ${password}`,
    first: '这是一个空白的系统：打开上面的地址，创建首位管理员。',
    emptyIgnored: (folder) =>
      `${folder} 中已有数据，--empty 没有生效，也不会删除任何内容。要从空白开始，请换一个目录：npm start -- --empty --data ./data-2`,
    tries: '可以先试三件事',
    try: [
      '用 linxiaoyan（销售）登录，在待办里办结一项跟进，再点顶栏时钟的“+7 天”，看没有收回的款项升级到财务。',
      '用 chenjianhua（部门负责人）登录，打开升级看板，把一项任务转交给别人。',
      '用 admin 登录，打开流程设计，把逾期升级的第二级由 15 天改为 10 天，试运行后发布。',
    ],
    stop: (folder) => `按 Ctrl+C 停止。数据保存在 ${folder}，下次启动接着用。`,
  },
  en: {
    running: 'Xinliu is running',
    phone: 'On a phone in the same network',
    accounts: (password) => `Sample accounts, all with the password ${password}`,
    first: 'This is an empty system: open the address above and create the first administrator.',
    emptyIgnored: (folder) =>
      `${folder} holds data already: --empty had no effect, and nothing is ever deleted. To begin empty, choose another folder: npm start -- --empty --data ./data-2`,
    tries: 'Three things to try',
    try: [
      'Sign in as linxiaoyan (sales), finish a follow-up in the inbox, then press “+7 days” on the clock in the top bar and watch what is still unpaid move up to finance.',
      'Sign in as chenjianhua (department head), open Escalations and hand a task to somebody else.',
      'Sign in as admin, open the Studio, change the second level of the overdue escalation from 15 to 10 days, try it and publish it.',
    ],
    stop: (folder) => `Ctrl+C stops it. The data stays in ${folder} for the next start.`,
  },
};

/** What a newcomer reads once the server is up: Chinese, then English. */
export function greet(greeting: Greeting): string {
  return `\n${tell(greeting, 'zh-CN')}\n${'─'.repeat(60)}\n\n${tell(greeting, 'en')}\n`;
}

function tell(greeting: Greeting, language: Language): string {
  const words = WORDS[language];
  const { address, network, folder, password } = greeting;
  const accounts = greeting.accounts[language];
  const lines = [
    `${words.running}   ${address}`,
    ...network.map((one) => `${words.phone}   ${one}`),
    ...(greeting.emptyIgnored ? ['', words.emptyIgnored(folder)] : []),
    ...(greeting.awaitsFirst ? ['', words.first] : []),
    ...(accounts.length === 0
      ? []
      : [
          '',
          words.accounts(password),
          ...accounts.map(({ login, name, role }) => `  ${login.padEnd(14)}${name}   ${role}`),
          '',
          words.tries,
          ...words.try.map((one, index) => `  ${index + 1}. ${one}`),
        ]),
    '',
    words.stop(folder),
  ];
  return `${lines.join('\n')}\n`;
}

/** Tells every tenth of the way. */
export function tellProgress(say: (text: string) => void): (progress: SampleProgress) => void {
  let told = -1;
  return ({ date, days, ofDays }) => {
    const tenth = Math.floor((days / ofDays) * 10);
    if (tenth === told) return;
    if (told < 0) say('正在准备示例公司（仅首次，约一分钟）… Preparing the sample company, once …\n');
    told = tenth;
    say(`  ${String(tenth * 10).padStart(3)} %  ${date}\n`);
  };
}

export function tellUsage(): string {
  return [
    'npm start -- [--empty] [--port 8080] [--data ./data]',
    '',
    '  --empty   不载入示例公司，由您创建首位管理员 / begin without the sample company',
    '  --port    监听端口 / port to listen on',
    '  --data    数据目录 / folder of the database',
    '',
  ].join('\n');
}
