import type { JournalEntry } from '#engine/index.ts';
import type { EngineEvent } from '#engine/records.ts';

type Fault = (text: string) => void;

/** I2: what may happen once only, by what it happened to; and what each command of a client brought about. */
export class EffectLedger {
  readonly #once = new Set<string>();
  readonly #dueTimers = new Map<string, string>();
  readonly #effects = new Map<string, string[]>();
  readonly #jobOfIncident = new Map<string, string>();
  readonly #changes = new Map<string, number>();

  /** What a command did, told as `what whom`. */
  of(operation: string): readonly string[] {
    return this.#effects.get(operation) ?? [];
  }

  /** How often a job was given back, failed or mended: whoever held it holds it no more. */
  changesOf(jobKey: string): number {
    return this.#changes.get(jobKey) ?? 0;
  }

  /** Notes an effect told by a document rather than by an event. */
  note(operation: unknown, effect: string): void {
    if (typeof operation !== 'string') return;
    const known = this.#effects.get(operation) ?? [];
    this.#effects.set(operation, [...known, effect]);
  }

  add(entry: JournalEntry, event: EngineEvent, fault: Fault): void {
    const once = (what: string, key: string): void => {
      if (this.#once.has(`${what} ${key}`)) fault(`${what} ${key} happened twice`);
      this.#once.add(`${what} ${key}`);
    };
    switch (event.type) {
      case 'processInstanceCreated':
        once('creation of instance', entry.processInstanceKey);
        if (event.parentProcessInstanceKey === undefined) this.note(event.variables['op'], 'created');
        return;
      case 'elementActivating':
        return once('key', event.elementInstanceKey);
      case 'jobCreated':
        return once('key', event.jobKey);
      case 'jobCompleted':
        once('end of job', event.jobKey);
        return this.note(event.variables['op'], `completed ${event.jobKey}`);
      case 'jobCanceled':
        return once('end of job', event.jobKey);
      case 'jobRetriesUpdated':
        return this.#change(event.jobKey);
      case 'jobFailed':
        this.#change(event.jobKey);
        return this.note(event.errorMessage, `failed ${event.jobKey}`);
      case 'jobErrorThrown':
        return this.note(event.errorMessage, `threw ${event.jobKey}`);
      case 'timerCreated':
        this.#dueTimers.set(event.timerKey, event.dueAt);
        return once('key', event.timerKey);
      case 'timerTriggered': {
        const dueAt = this.#dueTimers.get(event.timerKey);
        if (dueAt === undefined) fault(`timer ${event.timerKey} fired, but was never set`);
        else if (dueAt > entry.timestamp) fault(`timer ${event.timerKey} fired at ${entry.timestamp}, before ${dueAt}`);
        return once('end of timer', event.timerKey);
      }
      case 'timerCanceled':
        return once('end of timer', event.timerKey);
      case 'messageSubscriptionCreated':
      case 'signalSubscriptionCreated':
        return once('key', event.subscriptionKey);
      case 'messageSubscriptionCorrelated':
        once(`message for a process of ${entry.bpmnProcessId}`, event.messageKey);
        return this.note(event.variables['op'], `correlated with ${entry.bpmnProcessId}`);
      case 'messageSubscriptionDeleted':
      case 'signalSubscriptionDeleted':
        return once('end of subscription', event.subscriptionKey);
      case 'signalSubscriptionTriggered':
        return this.note(event.variables['op'], `reached ${event.subscriptionKey}`);
      case 'incidentCreated':
        if (event.jobKey !== undefined) this.#jobOfIncident.set(event.incidentKey, event.jobKey);
        return once('key', event.incidentKey);
      case 'incidentResolved':
        this.#change(this.#jobOfIncident.get(event.incidentKey));
        return once('end of incident', event.incidentKey);
      case 'variablesSet':
        return this.note(event.variables['set'], `set ${event.scopeKey}`);
      default:
    }
  }

  #change(jobKey: string | undefined): void {
    if (jobKey !== undefined) this.#changes.set(jobKey, this.changesOf(jobKey) + 1);
  }
}
