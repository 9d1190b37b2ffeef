import { fail } from '#errors/index.ts';

/** What the first bytes of a file say it is, whatever its name claims. */
export type Signature = 'zip' | 'compound' | 'text';

const FOREIGN: readonly (readonly [string, string])[] = [
  ['%PDF', 'PDF'],
  ['\u0089PNG', 'PNG'],
  ['\u00ff\u00d8\u00ff', 'JPEG'],
  ['GIF8', 'GIF'],
  ['Rar!', 'RAR'],
  ['7z\u00bc\u00af', '7z'],
  ['\u001f\u008b', 'gzip'],
  ['\u007fELF', 'ELF'],
  ['MZ\u0090', 'EXE'],
];

/** Tells workbooks from text; refuses files that are known to be something else, and web pages under the name of a workbook. */
export function signatureOf(bytes: Uint8Array, file: string): Signature {
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  const foreign = FOREIGN.find(([mark]) => head.startsWith(mark));
  if (foreign !== undefined) fail('IMPORT_FILE_NOT_TEXT', { file, found: foreign[1], offset: 1 });
  if (head.startsWith('PK\u0003\u0004')) return 'zip';
  if (head.startsWith('PK\u0005\u0006')) fail('IMPORT_FILE_NOT_WORKBOOK', { file });
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'compound';
  const markup = head
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .replaceAll('\0', '')
    .trimStart();
  if (/^<(!doctype html|html|head|body|table|meta|style|div)\b/i.test(markup)) fail('IMPORT_FILE_HTML', { file });
  if (/^<(\?xml|!doctype|workbook|worksheet)\b/i.test(markup)) fail('IMPORT_FILE_XML', { file });
  return 'text';
}
