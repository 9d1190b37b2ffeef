import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { columns } from '#cli/table.ts';
import { languageOf, openTerminal } from '#cli/terminal.ts';
import { type Desk, openDesk } from './support.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

describe('the command line', () => {
  it.each([
    [[]],
    [['unknown']],
    [['lint']],
    [['replay']],
    [['replay', 'receivables']],
    [['replay', 'receivables', 'x.csv', '--nope']],
    [['replay', 'receivables', 'x.csv', '--as-of', '2026-02-30']],
    [['replay', 'receivables', 'x.csv', '--zone', 'Mars/Base']],
    [['run', 'x.bpmn']],
    [['feel', '1', '2']],
    [['feel', '1', '--lang', 'fr']],
  ])('should end with 2 when it is called wrongly: %j', async (args) => {
    const ran = await desk.run([...args, '--json']);
    expect(ran.exit).toBe(2);
    expect(ran.document).toMatchObject({ error: { code: 'CLI_USAGE' } });
    expect(ran.err).toContain('--help');
  });

  it('should name the fields when a column is mapped to none of them', async () => {
    const file = desk.put('x.csv', 'a,b\n1,2\n');
    const ran = await desk.run(['replay', 'receivables', file, '--map', 'invoice=a']);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('invoiceNumber');
  });

  it('should end with 1, text, remedy and code when it refuses, and never with a stack', async () => {
    const ran = await desk.run(['lint', 'absent.bpmn', '--lang', 'en']);
    expect(ran).toMatchObject({ exit: 1, out: '' });
    expect(ran.err).toBe(
      "Expected the file 'absent.bpmn', found none.\nCheck the name; files are looked for from the folder you are in.\n[CLI_FILE_NOT_FOUND]\n",
    );
  });

  it('should speak the language asked for, else that of LANG, else Chinese', async () => {
    expect((await desk.run(['lint', 'absent.bpmn'])).err).toContain('找不到文件');
    expect((await desk.run(['lint', 'absent.bpmn'], { LANG: 'en_GB.UTF-8' })).err).toContain('found none');
    expect((await desk.run(['lint', 'absent.bpmn', '--lang', 'zh-CN'], { LANG: 'en_GB' })).err).toContain('找不到');
    expect(languageOf(undefined, 'C.UTF-8')).toBe('zh-CN');
    expect(languageOf(undefined, 'zh_TW.UTF-8')).toBe('zh-CN');
    expect(languageOf(undefined, 'de_DE')).toBe('en');
  });

  it('should explain itself on stdout', async () => {
    const ran = await desk.run(['replay', 'receivables', '--help', '--lang', 'en']);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain('--as-of <date>');
    expect((await desk.run(['--help'])).out).toContain('命令：');
    expect(await desk.run(['--version'])).toMatchObject({ exit: 0, out: '1.2.3\n' });
  });

  it('should refuse folders, foreign bytes and broken JSON by name', async () => {
    desk.put('latin.bpmn', new Uint8Array([0x3c, 0xe9, 0x3e]));
    desk.put('broken.json', '{"a":');
    desk.put('list.json', '[1]');
    const codeOf = async (...args: string[]) => (await desk.run([...args, '--json'])).document;
    expect(await codeOf('lint', 'latin.bpmn')).toMatchObject({ error: { code: 'CLI_FILE_NOT_TEXT' } });
    expect(await codeOf('lint', 'list.json')).toMatchObject({ error: { code: 'CLI_FILE_KIND' } });
    expect(await codeOf('replay', 'receivables', '.')).toMatchObject({ error: { code: 'CLI_FILE_UNREADABLE' } });
    expect(await codeOf('feel', '1', '--context', 'broken.json')).toMatchObject({ error: { code: 'CLI_NOT_JSON' } });
    expect(await codeOf('feel', '1', '--context', 'list.json')).toMatchObject({ error: { code: 'CLI_NOT_JSON' } });
  });
});

describe('the terminal', () => {
  const terminalOn = (isTTY: boolean, clock: { now: number }) => {
    let text = '';
    const terminal = openTerminal({
      language: 'en',
      folder: '.',
      environment: {},
      stderr: { write: (part) => (text += part), isTTY },
      now: () => clock.now,
    });
    return { terminal, text: () => text };
  };

  it('should keep progress to one line of a screen', () => {
    const { terminal, text } = terminalOn(true, { now: 0 });
    terminal.progress('1 of 2');
    terminal.progress('2 of 2');
    terminal.say('done');
    expect(text()).toBe('\r\u001b[K1 of 2\r\u001b[K2 of 2\r\u001b[Kdone\n');
  });

  it('should tell progress in a log every few seconds only', () => {
    const clock = { now: 0 };
    const { terminal, text } = terminalOn(false, clock);
    terminal.progress('1 of 3');
    clock.now = 6_000;
    terminal.progress('2 of 3');
    terminal.progress('3 of 3');
    expect(text()).toBe('2 of 3\n');
  });

  it('should line up columns of Chinese and Latin text', () => {
    expect(
      columns([
        ['发票', '1'],
        ['case', '2'],
        ['a', '3'],
      ]),
    ).toBe('发票  1\ncase  2\na     3');
  });
});
