import { beforeAll, describe, expect, test } from 'vitest';
import { noteFavourite, toggleFavourite } from '#server/commands/favourites.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { listFavourites } from '#server/queries/favourites.ts';
import { favouriteViewSchema } from '#schema/favouriteView.ts';
import type { User } from '#schema/user.ts';
import { commandId, makeObject, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ben: User;
let eve: User;

beforeAll(async () => {
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
});

const star = (user: User, objectId: string) =>
	toggleFavourite({ user }, { commandId: commandId(), objectId });
const note = (user: User, objectId: string, text: string) =>
	noteFavourite({ user }, { commandId: commandId(), objectId, note: text });
const list = (user: User, view: object = {}) =>
	listFavourites(user, favouriteViewSchema.parse(view));

describe('a favourite', () => {
	test('carries a note of 2000 characters, which only its owner sees', async () => {
		const { id } = await makeObject();
		await star(ben, id);
		await star(eve, id);
		const long = 'é'.repeat(2000);
		await note(ben, id, long);
		expect((await list(ben)).find((row) => row.id === id)?.note).toBe(long);
		expect((await list(eve)).find((row) => row.id === id)?.note).toBe('');
	});

	test('taken off and put on again has its note back', async () => {
		const { id } = await makeObject();
		await star(ben, id);
		await note(ben, id, 'look again in June');
		expect(await star(ben, id)).toBe(false);
		expect((await list(ben)).some((row) => row.id === id)).toBe(false);
		expect(await star(ben, id)).toBe(true);
		expect((await list(ben)).find((row) => row.id === id)?.note).toBe('look again in June');
	});

	test('shows its tags', async () => {
		const { id } = await makeObject();
		await star(ben, id);
		await applyTag({ user: ben }, { commandId: commandId(), objectId: id, tag: 'horns' });
		expect((await list(ben)).find((row) => row.id === id)?.tags).toEqual(['horns']);
	});
});

test('favourites come in the order asked for', async () => {
	for (const ra of [30, 10, 20]) await star(eve, (await makeObject({ ra, dec: -ra })).id);
	const own = (await list(eve, { sort: 'ra', order: 'asc' })).map(({ object }) => object.ra);
	expect(own).toEqual([...own].sort((a, b) => a - b));
	const decs = (await list(eve, { sort: 'dec', order: 'asc' })).map(({ object }) => object.dec);
	expect(decs).toEqual([...decs].sort((a, b) => a - b));
});

describe('refused', () => {
	test('a note of 2001 characters, by a sentence', async () => {
		const { id } = await makeObject();
		await star(ben, id);
		await expect(note(ben, id, 'x'.repeat(2001))).rejects.toMatchObject({
			code: 'Invalid',
			field: 'note',
			message: 'A note has at most 2000 characters.'
		});
	});

	test('a note on what is no favourite', async () =>
		expect(note(ben, (await makeObject()).id, 'x')).rejects.toMatchObject({ code: 'NotFound' }));

	test('a star on nothing', () =>
		expect(star(ben, 'nothing')).rejects.toMatchObject({ code: 'NotFound' }));
});
