/** `npm start`. Compiled code is kept from start to start: the first line must run before anything else is loaded. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'xinliu', 'compiled'));
const { start } = await import('./start.ts');
start();
