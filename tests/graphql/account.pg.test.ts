import { describe, expect, test } from 'vitest';
import { served } from '../support/servedCast';
import { guest, nobody, signIn, signUp } from '../support/testClient';
import { startTestServer } from '../support/testServer';

const { database, server } = await served();

const VIEWER = '{ viewer { id name email isGuest color } }';

describe('the viewer', () => {
  test('is null for somebody who is not signed in', async () => {
    expect(await nobody(server.url).ask(VIEWER)).toEqual({ status: 200, data: { viewer: null } });
  });

  test('is a guest with a name and without an address after beginning as one', async () => {
    const person = await guest(server.url);
    expect(await person.get(VIEWER)).toEqual({
      viewer: {
        id: person.id,
        name: expect.stringMatching(/^\w+ \w+$/),
        email: null,
        isGuest: true,
        color: expect.stringMatching(/^#[0-9a-f]{6}$/),
      },
    });
  });

  test('has name and address after signing up, and again after signing in', async () => {
    const { id, account } = await signUp(server.url, 'Ada');
    const viewer = { id, name: 'Ada', email: account.email, isGuest: false };
    const again = await signIn(server.url, account);
    expect(await again.get(VIEWER)).toMatchObject({ viewer });
  });

  test('is nobody again after signing out', async () => {
    const person = await signUp(server.url);
    await person.auth('sign-out', {});
    expect(await person.get(VIEWER)).toEqual({ viewer: null });
  });
});

describe('signing in', () => {
  test('is refused to a page of another origin', async () => {
    const victim = await signUp(server.url);
    const response = await fetch(`${server.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: victim.cookie(),
        origin: 'https://evil.example',
      },
      body: '{}',
    });
    expect([response.status, await response.json()]).toMatchObject([
      403,
      { code: 'INVALID_ORIGIN' },
    ]);
    expect(await victim.get(VIEWER)).toMatchObject({ viewer: { id: victim.id } });
  });

  test('answers a wrong password and an unknown address alike', async () => {
    const { account } = await signUp(server.url);
    const tries = [
      { ...account, password: 'not the password' },
      { email: 'nobody@example.org', password: 'not the password' },
    ];
    const answers = [];
    for (const body of tries) {
      const response = await nobody(server.url).auth('sign-in/email', body);
      answers.push([response.status, await response.json()]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(401);
  });

  test('is limited, for every address by itself, where limits are on', async () => {
    const limited = await startTestServer(database, { rateLimit: true });
    const attempt = (address: string) =>
      fetch(`${limited.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: limited.url,
          'x-forwarded-for': address,
        },
        body: JSON.stringify({ email: 'ada@example.org', password: 'guess number one' }),
      }).then(({ status }) => status);
    const statuses = [];
    for (let index = 0; index < 5; index++) statuses.push(await attempt('192.0.2.1'));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(await attempt('192.0.2.2')).toBe(401);
    await limited.close();
  });

  test('leaves guests no way to throw away what they share', async () => {
    const person = await guest(server.url);
    expect((await person.auth('delete-anonymous-user', {})).status).toBe(404);
  });
});
