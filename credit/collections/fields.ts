import { z } from 'zod';

/** Calendar date of the company, `YYYY-MM-DD`. */
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** ISO instant in UTC. */
export const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
/** Integer of minor units: 12.50 CNY is 1250. */
export const minor = z.number().int();
/** ISO 4217 code. */
export const currency = z.string().regex(/^[A-Z]{3}$/);
