import type { Customer, Grade } from '../collections/customers.ts';
import { customerIdOf } from '../identity.ts';
import { SAMPLE_PEOPLE } from './people.ts';
import type { SeededRandom } from './random.ts';
import { unifiedSocialCreditCode } from './unified-code.ts';

/** How a customer pays: what its grade was given for. */
export interface SampleCustomer {
  readonly customer: Customer;
  /** Days until an invoice is due. */
  readonly termDays: number;
  /** Typical invoice in minor units. */
  readonly typicalMinor: number;
  /** Invoices a month. */
  readonly invoicesAMonth: number;
}

const REGIONS = [
  {
    departmentId: 'sales-east',
    province: '江苏省',
    cities: ['上海', '苏州', '无锡', '杭州', '宁波', '南京', '合肥', '嘉兴', '常州', '温州'],
  },
  {
    departmentId: 'sales-south',
    province: '广东省',
    cities: ['广州', '深圳', '东莞', '佛山', '珠海', '中山', '厦门', '惠州'],
  },
  {
    departmentId: 'sales-north',
    province: '山东省',
    cities: ['北京', '天津', '青岛', '济南', '石家庄', '太原', '唐山', '烟台'],
  },
] as const satisfies readonly { departmentId: string; province: string; cities: readonly [string, ...string[]] }[];

const STEMS = [
  '恒达',
  '瑞丰',
  '宏远',
  '金诚',
  '联创',
  '同泰',
  '盛邦',
  '华晟',
  '永固',
  '泰和',
  '中科恒业',
  '鑫隆',
  '嘉泰',
  '海越',
  '德润',
  '博世特',
  '新锐',
  '力源',
  '正阳',
  '广信',
  '锦程',
  '天工',
  '宝利',
  '东辰',
  '益丰',
  '创益',
  '建业',
  '鼎盛',
  '佳禾',
  '凯旋',
  '三江',
  '卓越',
  '远景',
  '万通',
  '普惠',
  '星河',
  '立信',
  '长风',
  '振华',
  '国泰',
] as const satisfies readonly [string, ...string[]];

const TRADES = [
  { name: '机械设备', industry: '通用设备制造' },
  { name: '精密机械', industry: '通用设备制造' },
  { name: '自动化科技', industry: '专用设备制造' },
  { name: '汽车零部件', industry: '汽车制造' },
  { name: '电子科技', industry: '电子设备制造' },
  { name: '五金制品', industry: '金属制品' },
  { name: '电气', industry: '电气机械制造' },
  { name: '轴承', industry: '通用设备制造' },
  { name: '机电工程', industry: '建筑安装' },
  { name: '工业品贸易', industry: '批发' },
] as const satisfies readonly [{ name: string; industry: string }, ...{ name: string; industry: string }[]];

const SURNAMES = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '黄',
  '吴',
  '周',
  '徐',
  '孙',
  '马',
  '朱',
  '胡',
  '郭',
  '何',
] as const;
const GIVEN_NAMES = [
  '建国',
  '志明',
  '晓东',
  '丽华',
  '秀英',
  '海燕',
  '国强',
  '文杰',
  '美玲',
  '立新',
  '雪梅',
  '永昌',
] as const;

const GRADES: readonly { readonly grade: Grade | undefined; readonly share: number }[] = [
  { grade: 'A', share: 0.25 },
  { grade: 'B', share: 0.37 },
  { grade: 'C', share: 0.22 },
  { grade: 'D', share: 0.08 },
  { grade: undefined, share: 0.08 },
];

/** Customers with names of their own, spread over the regions; the same for the same random source. */
export function sampleCustomers(random: SeededRandom, count: number, createdAt: string): readonly SampleCustomer[] {
  const names = new Set<string>();
  const made: SampleCustomer[] = [];
  while (made.length < count) {
    const one = sampleCustomer(random, made.length + 1, createdAt);
    if (names.has(one.customer.name)) continue;
    names.add(one.customer.name);
    made.push(one);
  }
  return made;
}

function sampleCustomer(random: SeededRandom, number: number, createdAt: string): SampleCustomer {
  const region = random.pick([REGIONS[0], REGIONS[0], REGIONS[1], REGIONS[2]]);
  const city = random.pick<string>(region.cities);
  const trade = random.pick<(typeof TRADES)[number]>(TRADES);
  const kind = random.pick(['有限公司', '有限公司', '有限公司', '股份有限公司', '（集团）有限公司']);
  const grade = gradeOf(random.next());
  const typicalMinor = Math.round(Math.exp(8.6 + 2.2 * random.next())) * 1000;
  const code = `K${String(number).padStart(4, '0')}`;
  const legalPerson = random.pick(SURNAMES) + random.pick(GIVEN_NAMES);
  const buyer = random.pick(SURNAMES) + random.pick(GIVEN_NAMES);
  const termDays = random.pick([30, 30, 45, 60]);
  return {
    termDays,
    typicalMinor,
    invoicesAMonth: 0.25 + random.next() * 1.65,
    customer: {
      id: customerIdOf({ code }),
      code,
      name: `${city}${random.pick<string>(STEMS)}${trade.name}${kind}`,
      ...(grade === undefined ? {} : { grade, score: scoreOf(grade, random), gradedAt: createdAt }),
      departmentId: region.departmentId,
      salesOwnerId: ownerOf(region.departmentId, random),
      financeOwnerId: 'wujiayi',
      legalOwnerId: 'fengjing',
      ...(grade === undefined ? {} : { limit: limitOf(grade, typicalMinor, createdAt) }),
      terms: { days: termDays, payment: '月结转账' },
      hold: false,
      archive: {
        unifiedCode: unifiedSocialCreditCode(random),
        legalPerson,
        address: `${city}市开发区${random.whole(1, 30)}号路${random.whole(1, 299)}号`,
        industry: trade.industry,
        size: random.pick(['large', 'medium', 'medium', 'small', 'small']),
        registeredCapital: random.pick([200, 500, 1000, 2000, 5000]),
        cooperationYears: random.whole(1, 12),
        currency: 'CNY',
      },
      archivedAt: createdAt,
      contacts: [
        { name: buyer, title: '采购经理', phone: phone(random) },
        { name: legalPerson, title: '总经理', phone: phone(random) },
      ],
      createdAt,
    },
  };
}

function gradeOf(draw: number): Grade | undefined {
  let upTo = 0;
  for (const { grade, share } of GRADES) {
    upTo += share;
    if (draw < upTo) return grade;
  }
  return undefined;
}

function scoreOf(grade: Grade, random: SeededRandom): number {
  const floor = { A: 85, B: 70, C: 55, D: 35 }[grade];
  return floor + random.whole(0, 13);
}

function limitOf(grade: Grade, typicalMinor: number, setAt: string): NonNullable<Customer['limit']> {
  const months = { A: 10, B: 7, C: 4, D: 2 }[grade];
  const step = 1_000_000;
  const amountMinor = Math.max(step, Math.round((typicalMinor * months) / step) * step);
  return { amountMinor, currency: 'CNY', kind: 'base', setAt };
}

function ownerOf(departmentId: string, random: SeededRandom): string {
  const [first = 'admin', ...rest] = SAMPLE_PEOPLE.filter(
    (person) => person.departmentId === departmentId && person.roles.includes('sales'),
  ).map((person) => person.id);
  // The first is the one a visitor signs in as.
  return random.pick([first, first, ...rest]);
}

/** Of a range that is not given to anybody's phone. */
function phone(random: SeededRandom): string {
  return `1990000${String(random.whole(0, 9999)).padStart(4, '0')}`;
}
