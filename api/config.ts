import { z } from 'zod';
import { fail } from '#errors/index.ts';

const schema = z.object({
  /** 0 takes any free port. */
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  /** Address to listen on; all of the machine's by default, so that a phone in the same network reaches it. */
  HOST: z.string().default('0.0.0.0'),
  /** Folder of the embedded database and its backups. */
  XINLIU_DATA: z.string().min(1).default('./data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  /** Proxies in front of the server whose X-Forwarded-* headers are believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** `true` when people reach the server by https only: the session cookie is then marked secure. */
  SECURE_COOKIE: z.stringbool().default(false),
});

export type Config = Readonly<z.infer<typeof schema>>;

/** The settings of this process, from its environment; every fault is told at once (API_INVALID_CONFIG). */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in schema.shape && value !== ''),
  );
  const result = schema.safeParse(known);
  if (result.success) return Object.freeze(result.data);
  return fail('API_INVALID_CONFIG', {
    problems: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
  });
}
