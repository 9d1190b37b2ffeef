/** What the engine logs to; a pino logger fits. */
export interface Logger {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export const silentLogger: Logger = { warn: () => undefined, error: () => undefined };
