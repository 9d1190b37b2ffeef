import type { Handlers } from '../http.ts';
import type { Services } from '../services.ts';
import { noticeHandlers } from './notices.ts';
import { sessionHandlers } from './session.ts';

/** Every operation of the contract over these services. */
export function handlersOf(services: Services): Handlers {
  return { ...sessionHandlers(services), ...noticeHandlers(services) } as unknown as Handlers;
}
