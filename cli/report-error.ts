import { DeploymentRefused } from '#engine/index.ts';
import { AppError, describe, type Language } from '#errors/index.ts';
import { messageOf } from './files.ts';
import { ServerRefusal } from './server-client.ts';

/** An error as a person and as a program read it. */
export interface ReportedError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** Of files that can't be deployed: everything that is wrong. */
  readonly problems?: readonly {
    readonly file: string;
    readonly element: string;
    readonly code: string;
    readonly message: string;
    readonly remedy: string;
  }[];
}

/** Text, remedy and code of whatever was thrown; what nobody foresaw is CLI_INTERNAL. Never a stack. */
export function reportedError(error: unknown, language: Language): ReportedError {
  if (error instanceof ServerRefusal) return { code: error.code, message: error.message, remedy: error.remedy };
  if (!(error instanceof AppError)) {
    const { text, remedy } = describe({ code: 'CLI_INTERNAL', details: { problem: messageOf(error) } }, language);
    return { code: 'CLI_INTERNAL', message: text, remedy };
  }
  const { text, remedy } = describe(error, language);
  const reported = { code: error.code, message: text, remedy };
  if (!(error instanceof DeploymentRefused)) return reported;
  return {
    ...reported,
    problems: error.problems.map(({ resourceName, elementId, code, message, remedy: cure }) => ({
      file: resourceName,
      element: elementId,
      code,
      message: message[language],
      remedy: cure[language],
    })),
  };
}

export function errorLines({ code, message, remedy, problems = [] }: ReportedError): string {
  const listed = problems.map((one) =>
    `  ${one.file} ${one.element}: ${one.message} ${one.remedy} [${one.code}]`.replaceAll(/ +:/g, ':'),
  );
  return [message, remedy, ...listed, `[${code}]`].join('\n');
}
