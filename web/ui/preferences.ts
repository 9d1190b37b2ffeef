import { useSyncExternalStore } from 'react';

/** Small choices a person made on this machine: dark mode, collapsed rail, columns of a table. */
const listeners = new Set<() => void>();

export function readPreference(name: string): string | null {
  return localStorage.getItem(`xinliu.${name}`);
}

export function writePreference(name: string, value: string): void {
  localStorage.setItem(`xinliu.${name}`, value);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreference(name: string, initial: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => readPreference(name)) ?? initial;
  return [value, (next) => writePreference(name, next)];
}
