import { keepPreviousData, QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { io } from 'socket.io-client';
import type { RouteName, ResponseOf, Topic } from '#api/contract/index.ts';
import { ApiProblem, call, type RequestOf } from './client.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && error instanceof ApiProblem && (error.problem.status === 0 || error.problem.status >= 500),
    },
  },
});

/** Reads through one operation, cached by what it is given; `enabled: false` waits. */
export function useApi<Name extends RouteName>(name: Name, request: RequestOf<Name>, options: { readonly enabled?: boolean; readonly keep?: boolean } = {}) {
  return useQuery<ResponseOf<Name>, ApiProblem>({
    queryKey: [name, request.params ?? null, request.query ?? null],
    queryFn: ({ signal }) => call(name, request, signal),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Reads a list page by page; `items` is everything loaded so far. */
export function usePages<Name extends RouteName>(name: Name, request: RequestOf<Name>, options: { readonly enabled?: boolean } = {}) {
  return useInfiniteQuery<ResponseOf<Name>, ApiProblem>({
    queryKey: [name, request.params ?? null, request.query ?? null, 'pages'],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      call(name, { ...request, query: { ...(request.query as object | undefined), ...(pageParam ? { after: pageParam } : {}) } } as RequestOf<Name>, signal),
    getNextPageParam: (last) => (last as { readonly next?: string }).next,
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  });
}

/** Which operations show what a topic is about. */
const READERS: Readonly<Record<string, readonly RouteName[]>> = {
  tasks: ['listTasks', 'countTasks', 'getTask', 'getBoard', 'getReceivable'],
  notices: ['listNotices'],
  receivables: ['listReceivables', 'getReceivable', 'getAgeing', 'getBoard', 'getCustomer', 'getStatement', 'listCustomers'],
  customers: ['listCustomers', 'getCustomer'],
  cases: ['listCases', 'getCase', 'getBoard'],
  operations: ['listDeployed', 'listInstances', 'getInstance', 'listMoves', 'listOpenIncidents'],
  clock: ['getCompany'],
  processes: ['listProcesses', 'getProcess', 'listPublications', 'listStarts'],
  people: ['listPeople', 'listDepartments'],
  health: ['health'],
  case: ['getCase', 'getTask'],
  import: ['getImport', 'listImports'],
};

/** Asks again for everything shown that the topics are about. */
export function invalidate(client: QueryClient, topics: readonly Topic[]): void {
  const names = new Set<string>(topics.flatMap((topic) => READERS[topic.split(':')[0] ?? ''] ?? []));
  void client.invalidateQueries({ predicate: (query) => names.has(String(query.queryKey[0])) });
}

/** Changes something through one operation; afterwards everything that shows these topics is asked for again. */
export function useAct<Name extends RouteName>(name: Name, topics: readonly Topic[] = []) {
  const client = useQueryClient();
  return useMutation<ResponseOf<Name>, ApiProblem, RequestOf<Name>>({
    mutationFn: (request) => call(name, request),
    onSuccess: () => invalidate(client, topics),
    onError: ({ problem }) => {
      if (problem.status === 503) invalidate(client, ['health']);
    },
  });
}

/** Listens while somebody is signed in; after a lost connection everything shown is asked for again. */
export function useLiveChanges(signedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!signedIn) return;
    const socket = io({ path: '/socket.io' });
    let connectedBefore = false;
    socket.on('connect', () => {
      if (connectedBefore) void client.invalidateQueries();
      connectedBefore = true;
    });
    socket.on('changed', (topics: readonly Topic[]) => invalidate(client, topics));
    return () => {
      socket.close();
    };
  }, [client, signedIn]);
}
