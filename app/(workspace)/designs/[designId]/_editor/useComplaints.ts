import { notifications } from '@mantine/notifications';
import { useDesignState } from './EditorContext';
import type { Complaint, DesignStore } from './session/designStore';
import { useFresh } from './useFresh';

/** So many complaints of one moment are shown each by itself; the rest stand together in one. */
const MOST = 3;

/** Shows what could not be done. */
export function useComplaints(store: DesignStore): void {
  useFresh(
    useDesignState(store, (state) => state.complaints),
    (fresh) => {
      for (const { id, message } of fresh.slice(0, MOST)) show(id, message);
      const rest = fresh.slice(MOST);
      const [first] = rest;
      if (first) show(first.id, `And ${rest.length} more: ${sentences(rest)}`);
    },
  );
}

function sentences(complaints: readonly Complaint[]): string {
  return complaints.map(({ message }) => message).join(' ');
}

function show(id: number, message: string): void {
  notifications.show({
    id: `complaint-${id}`,
    color: 'orange',
    title: 'Not done',
    message,
    autoClose: 7000,
  });
}
