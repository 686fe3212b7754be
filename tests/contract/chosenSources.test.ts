import { beforeAll, describe, expect, test } from 'vitest';
import { keepFavourites } from '#server/commands/keepFavourites.ts';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { queueOfChosen } from '#server/commands/queues/queueOfChosen.ts';
import { sourceChoices } from '#server/queries/sourceChoices.ts';
import { saveQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { store } from '#server/store/client.ts';
import { favouritesOf } from '#server/store/favourites.ts';
import type { User } from '#schema/user.ts';
import { commandId, makeObject, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let eve: User;
let objectIds: string[];

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	eve = await makeUser('eve', 'viewer');
	objectIds = [];
	for (const ra of [10, 20, 30]) objectIds.push((await makeObject({ ra, dec: -30 })).id);
});

describe('the chosen rows of a table of sources', () => {
	test('become favourites, and a star that is there stays', async () => {
		await toggleFavourite({ user: eve }, { commandId: commandId(), objectId: objectIds[0] });
		expect(await keepFavourites({ user: eve }, { targetIds: objectIds })).toBe(2);
		expect(await keepFavourites({ user: eve }, { targetIds: objectIds })).toBe(0);
		const kept = await favouritesOf(store(), eve.id);
		expect(kept.map(({ objectId }) => objectId).sort()).toEqual([...objectIds].sort());
	});

	test('are favourites once, however often the command arrives', async () => {
		const command = { commandId: commandId(), targetIds: objectIds };
		expect(await keepFavourites({ user: ana }, command)).toBe(3);
		expect(await keepFavourites({ user: ana }, command)).toBe(3);
		expect(await favouritesOf(store(), ana.id)).toHaveLength(3);
	});

	test('are all there or none is starred', async () => {
		const fay = await makeUser('fay', 'viewer');
		const targetIds = [objectIds[0], 'gone'];
		await expect(keepFavourites({ user: fay }, { targetIds })).rejects.toMatchObject({
			code: 'NotFound'
		});
		expect(await favouritesOf(store(), fay.id)).toEqual([]);
	});

	test('become a queue in their order, saying who chose them and why', async () => {
		const queue = await queueOfChosen(
			{ user: ana },
			{ targetIds: objectIds, name: 'by hand', why: 'Sources of the latest run.' }
		);
		expect(queue).toMatchObject({ name: 'by hand', runId: null });
	});

	test('must be chosen, in a number that a page can hold', async () => {
		for (const targetIds of [
			[],
			Array.from({ length: 1001 }, (_, i) => `o${i}`),
			[{ $ne: '' }],
			'x'
		])
			for (const command of [keepFavourites, queueOfChosen])
				await expect(command({ user: ana }, { targetIds, name: 'n' })).rejects.toMatchObject({
					code: 'Invalid'
				});
	});

	test('become a queue only for those who may make queues', async () => {
		const asked = queueOfChosen({ user: eve }, { targetIds: objectIds, name: 'mine' });
		await expect(asked).rejects.toMatchObject({ code: 'NotPermitted' });
	});
});

describe('what the form of the source query offers', () => {
	test('opens one’s own saved query, and nobody’s private one', async () => {
		const { id } = await saveQuery(
			{ user: ana },
			{ commandId: commandId(), name: 'strong', query: 'min_etaPeak=5' }
		);
		const address = new URLSearchParams({ saved: id });
		const { opened } = await sourceChoices(ana, address);
		expect(opened).toMatchObject({ name: 'strong', mayChange: true });
		expect(new URLSearchParams(opened?.address).get('min_etaPeak')).toBe('5');
		expect((await sourceChoices(eve, address)).opened).toBeNull();
		expect(
			(await sourceChoices(eve, new URLSearchParams({ saved: '{"$ne":""}' }))).opened
		).toBeNull();
	});

	test('names each class once', async () => {
		const { classes } = await sourceChoices(ana, new URLSearchParams());
		expect(new Set(classes.map(({ key }) => key)).size).toBe(classes.length);
		expect(classes.length).toBeGreaterThan(0);
	});
});
