import { useSearchParams } from 'react-router';

/** Filters kept in the address, so that a view can be shared and the back button works. */
export function useFilters<const Name extends string>(names: readonly Name[]) {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(
    names.flatMap((name) => {
      const value = search.get(name);
      return value ? [[name, value]] : [];
    }),
  ) as Partial<Record<Name, string>>;
  const set = (name: Name, value: string | undefined): void => setSearch(withParameter(name, value), { replace: true });
  return {
    values,
    set,
    clear: () => setSearch({}, { replace: true }),
    any: Object.keys(values).some((name) => name !== 'sort'),
  };
}

/** The address bar is ahead of the page when two filters are chosen at once; the second must not undo the first. */
export function withParameter(name: string, value: string | undefined): URLSearchParams {
  const next = new URLSearchParams(window.location.search);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}
