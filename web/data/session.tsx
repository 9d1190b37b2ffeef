import { createContext, use, type ReactNode } from 'react';
import type { Company, Me, Role } from '#api/contract/index.ts';
import { DateTime } from '#web/ui/date-time.ts';

interface Session {
  readonly me: Me;
  readonly company: Company;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is signed in and for which company; only below the frame. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new TypeError('useSession is called outside the signed-in frame');
  return session;
}

export function useHasRole(...roles: readonly Role[]): boolean {
  const { me } = useSession();
  return roles.some((role) => me.roles.includes(role));
}

/** The company's calendar date of now: what "overdue" is counted from. */
export function useToday(): string {
  const { company } = useSession();
  return DateTime.inZone(company.now, company.zone).date;
}
