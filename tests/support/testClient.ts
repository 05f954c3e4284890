import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { newId } from '@/lib/ids';

type Data = Readonly<Record<string, unknown>>;

/** What GraphQL answers to an operation, or brings by a subscription. */
export interface Result {
  readonly data?: Data | null | undefined;
  readonly errors?:
    | readonly { readonly message: string; readonly extensions?: Data | undefined }[]
    | undefined;
}

/** An answer over HTTP. */
export interface Answer extends Result {
  readonly status: number;
}

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Somebody with a browser: cookies, requests and a socket. */
export interface Person {
  /** Empty for somebody who is not signed in. */
  readonly id: string;
  ask(query: string, variables?: Data): Promise<Answer>;
  /** The data of an answer, which must have no errors. */
  get<Shape>(query: string, variables?: Data): Promise<Shape>;
  /** What a subscription brings, until it is returned. Throws what the server says against it. */
  subscribe(query: string, variables?: Data): AsyncIterableIterator<Result>;
  /** Closes this person's socket. */
  hangUp(): Promise<void>;
  /** Asks the paths of signing in; keeps the cookies that come back. */
  auth(path: string, body: unknown): Promise<Response>;
  /** The same person with the same cookies, at another address. */
  at(url: string): Person;
  /** The cookies as a browser would send them. */
  cookie(): string;
}

/** Somebody who is not signed in. */
export function nobody(url: string): Person {
  return makePerson(url, new Map(), '');
}

export async function guest(url: string): Promise<Person> {
  const cookies = new Map<string, string>();
  const answer = await makePerson(url, cookies, '').auth('sign-in/anonymous', {});
  return makePerson(url, cookies, await idIn(answer));
}

/** Somebody with a new account; or `before`, a guest, who makes an account of their session. */
export async function signUp(
  url: string,
  name = 'Ada',
  before?: Person,
): Promise<Person & { readonly account: Account }> {
  const account = { email: `${newId()}@example.org`, password: `secret-${newId()}` };
  const cookies = new Map(
    before
      ?.cookie()
      .split('; ')
      .map((each) => splitOnce(each)) ?? [],
  );
  const answer = await makePerson(url, cookies, '').auth('sign-up/email', { name, ...account });
  return { ...makePerson(url, cookies, await idIn(answer)), account };
}

/** Somebody who signs in with an account that they have; `before` as for `signUp`. */
export async function signIn(url: string, account: Account, before?: Person): Promise<Person> {
  const cookies = new Map(
    before
      ?.cookie()
      .split('; ')
      .map((each) => splitOnce(each)) ?? [],
  );
  const answer = await makePerson(url, cookies, '').auth('sign-in/email', account);
  return makePerson(url, cookies, await idIn(answer));
}

function makePerson(url: string, cookies: Map<string, string>, id: string): Person {
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  let client: Client | undefined;

  async function ask(query: string, variables: Data = {}): Promise<Answer> {
    const response = await fetch(`${url}/api/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookie() },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
  }

  return {
    id,
    ask,
    async get<Shape>(query: string, variables: Data = {}) {
      const { data, errors } = await ask(query, variables);
      if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
      return data as Shape;
    },
    subscribe(query, variables = {}) {
      client ??= openSocket(url, cookie());
      return client.iterate<Data, Data>({ query, variables }) as AsyncIterableIterator<Result>;
    },
    async hangUp() {
      await client?.dispose();
      client = undefined;
    },
    async auth(path, body) {
      const response = await fetch(`${url}/api/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: cookie(), origin: url },
        body: JSON.stringify(body),
      });
      for (const line of response.headers.getSetCookie()) {
        const [name, value] = splitOnce(line.split(';')[0] ?? '');
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
    at: (other) => makePerson(other, cookies, id),
    cookie,
  };
}

function openSocket(url: string, cookie: string): Client {
  class BrowserSocket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers: { cookie, origin: url } });
    }
  }
  return createClient({
    url: `${url.replace('http', 'ws')}/api/graphql`,
    webSocketImpl: BrowserSocket,
    retryAttempts: 0,
    lazy: true,
    // What a subscription says is told to whoever iterates over it.
    onNonLazyError: () => {},
  });
}

async function idIn(response: Response): Promise<string> {
  const body = (await response.json()) as { readonly user?: { readonly id: string } };
  if (!body.user) throw new Error(`Signing in failed: ${JSON.stringify(body)}`);
  return body.user.id;
}

function splitOnce(text: string): readonly [string, string] {
  const sign = text.indexOf('=');
  return [text.slice(0, sign), text.slice(sign + 1)];
}
