import type { ApolloClient } from '@apollo/client';
import { DesignLineDocument, type DesignLineQuery } from '@/app/_graphql/documents.generated';
import type { Ancestor } from '@/lib/document/merge/forkPoint';

export interface NamedDesign {
  readonly id: string;
  readonly name: string;
}

/** Where a design comes from. */
export interface DesignLine {
  /** The design itself, the one it is a variant of, and so on up, as far as they may be seen. */
  readonly ancestors: readonly (Ancestor & NamedDesign)[];
  /** Designs that share an ancestor with it: its own line, and the variants along it. */
  readonly relatives: readonly NamedDesign[];
}

/** Longest line that is followed. */
const LONGEST = 50;

/** Asks for a design and for what it comes from. Rejects as a request does. */
export async function loadDesignLine(apollo: ApolloClient, designId: string): Promise<DesignLine> {
  const ancestors: (Ancestor & NamedDesign)[] = [];
  const relatives = new Map<string, NamedDesign>();
  let next: Ancestor | undefined = { id: designId, revision: undefined };
  while (next && ancestors.length < LONGEST) {
    const design = await askFor(apollo, next.id);
    if (!design) break;
    const { id, name, variants } = design;
    ancestors.push({ ...next, name });
    for (const each of [{ id, name }, ...variants]) relatives.set(each.id, each);
    next = parentOf(design);
  }
  relatives.delete(designId);
  return { ancestors, relatives: [...relatives.values()] };
}

type Asked = DesignLineQuery['design'];

async function askFor(apollo: ApolloClient, id: string): Promise<Asked | undefined> {
  const { data } = await apollo.query({
    query: DesignLineDocument,
    variables: { id },
    fetchPolicy: 'no-cache',
  });
  return data?.design;
}

function parentOf({ parent, forkRevision }: Asked): Ancestor | undefined {
  return parent && forkRevision !== null ? { id: parent.id, revision: forkRevision } : undefined;
}
