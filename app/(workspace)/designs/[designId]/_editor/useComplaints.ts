import { notifications } from '@mantine/notifications';
import { useDesignState } from './EditorContext';
import type { Complaint } from './session/designState';
import type { DesignStore } from './session/designStore';
import { useFresh } from './useFresh';

/** So many complaints of one moment are shown each by itself; the rest stand together in one. */
const MOST = 3;

/** Shows what could not be done. */
export function useComplaints(store: DesignStore): void {
  useFresh(
    useDesignState(store, (state) => state.complaints),
    (fresh) => {
      for (const { message } of fresh.slice(0, MOST)) show(message, 7000);
      const rest = fresh.slice(MOST);
      if (rest.length > 0) show(`And ${rest.length} more: ${sentences(rest)}`, false);
    },
  );
}

function sentences(complaints: readonly Complaint[]): string {
  return complaints.map(({ message }) => message).join(' ');
}

function show(message: string, autoClose: number | false): void {
  // No id of ours: the one of an earlier design could still be on the screen, and keep this one away.
  notifications.show({ color: 'orange', title: 'Not done', message, autoClose });
}
