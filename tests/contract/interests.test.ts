import { beforeAll, describe, expect, test } from 'vitest';
import { changeInterest, declareInterest, endInterest } from '#server/commands/interests.ts';
import { interestsShown } from '#server/queries/interests.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { store } from '#server/store/client.ts';
import type { User } from '#schema/user.ts';
import { commandId, makeObject, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let eve: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
});

const declare = (user: User, objectId: string, more: object = {}) =>
	declareInterest({ user }, { commandId: commandId(), objectId, text: 'VLBI proposal', ...more });

test('an entry is made, changed and ended, and all of it stays known', async () => {
	const { id: objectId } = await makeObject();
	const { id: interestId } = await declare(ben, objectId, { link: 'https://example.org/paper' });
	const [shown] = await interestsShown(ben, objectId);
	expect(shown).toMatchObject({ userName: 'BEN', link: 'https://example.org/paper' });
	expect(shown.mayChange).toBe(true);
	await changeInterest({ user: ben }, { commandId: commandId(), interestId, text: 'Draft sent' });
	await endInterest({ user: ben }, { commandId: commandId(), interestId });
	const [ended] = await interestsShown(ben, objectId);
	expect(ended).toMatchObject({ text: 'Draft sent', link: null, mayChange: false });
	expect(ended.endedAt).not.toBeNull();
	const actions = (await auditEventsOf(store(), `object ${objectId}`)).map(({ action }) => action);
	expect(actions).toEqual(['declareInterest', 'changeInterest', 'endInterest']);
	await declare(ben, objectId);
	expect(await interestsShown(ben, objectId)).toHaveLength(2);
});

test('the same command twice is one entry, and nobody stands twice', async () => {
	const { id: objectId } = await makeObject();
	const id = commandId();
	const [one, two] = await Promise.all([
		declare(ben, objectId, { commandId: id }),
		declare(ben, objectId, { commandId: id })
	]);
	expect(one.id).toBe(two.id);
	await expect(declare(ben, objectId)).rejects.toThrow(/in this register already/);
	await declare(ana, objectId);
	expect((await interestsShown(ana, objectId)).map(({ userName }) => userName)).toEqual([
		'BEN',
		'ANA'
	]);
});

describe('refused', () => {
	test.each([
		['javascript:alert(1)', /begins with https/],
		['data:text/html,x', /begins with https/],
		['ftp://example.org', /begins with https/],
		['example.org', /begins with https/],
		['https://', /begins with https/]
	])('the link %s', async (link, message) => {
		const { id: objectId } = await makeObject();
		await expect(declare(ben, objectId, { link })).rejects.toThrow(message);
	});

	test('no words, too many words, an object that is not there', async () => {
		const { id: objectId } = await makeObject();
		await expect(declare(ben, objectId, { text: ' ' })).rejects.toThrow(/what you are doing/);
		await expect(declare(ben, objectId, { text: 'x'.repeat(501) })).rejects.toThrow(/500/);
		await expect(declare(ben, 'nowhere')).rejects.toThrow(/does not exist/);
	});

	test('a viewer, and another’s entry', async () => {
		const { id: objectId } = await makeObject();
		await expect(declare(eve, objectId)).rejects.toThrow(/may not say what you work on/);
		const { id: interestId } = await declare(ben, objectId);
		const change = { commandId: commandId(), interestId, text: 'mine now' };
		await expect(changeInterest({ user: ana }, change)).rejects.toThrow(/may not change/);
		await expect(
			endInterest({ user: ana }, { commandId: commandId(), interestId })
		).rejects.toThrow(/may not change/);
		expect((await interestsShown(ana, objectId))[0].mayChange).toBe(false);
	});
});
