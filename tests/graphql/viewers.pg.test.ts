import { describe, expect, test } from 'vitest';
import { sessions } from '@/db/schema/users';
import { served } from '../support/servedCast';
import { guest, signIn, signUp } from '../support/testClient';

const { database, server } = await served();

async function lately(cookie: string) {
  return (await server.services.viewers.lately(new Headers({ cookie })))?.viewer;
}

describe('whoever was signed in a moment ago', () => {
  test('is nobody as soon as they sign out here, also with the cookie that they had', async () => {
    const person = await signUp(server.url);
    const cookie = person.cookie();
    expect(await lately(cookie)).toMatchObject({ id: person.id });
    await person.auth('sign-out', {});
    expect(await lately(cookie)).toBeUndefined();
  });

  test('is nobody soon after the session has ended elsewhere', async () => {
    const person = await guest(server.url);
    expect(await lately(person.cookie())).toMatchObject({ id: person.id });
    await database.db.delete(sessions);
    await expect
      .poll(() => lately(person.cookie()), { timeout: 10_000, interval: 250 })
      .toBeUndefined();
  });

  test('is taken for themselves beside others, and for nobody with a cookie of their own making', async () => {
    const one = await signUp(server.url, 'Ada');
    const two = await signIn(server.url, (await signUp(server.url, 'Grace')).account);
    expect(await lately(one.cookie())).toMatchObject({ id: one.id, name: 'Ada' });
    expect(await lately(two.cookie())).toMatchObject({ id: two.id, name: 'Grace' });
    const forged = one.cookie().replace(/=[^.]+/, '=somebody-else');
    expect(await lately(forged)).toBeUndefined();
    expect(await lately('')).toBeUndefined();
  });
});
