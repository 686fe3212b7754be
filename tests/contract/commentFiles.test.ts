import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { attachFile, removeOrphanedFiles } from '#server/commands/comments/attachFile.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { attachment } from '#server/queries/attachments.ts';
import { commentSection } from '#server/queries/comments.ts';
import type { User } from '#schema/user.ts';
import { commandId, makeObject, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let eve: User;
let objectId: string;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
	objectId = (await makeObject()).id;
});

function write(user: User, text: string, more: Record<string, unknown> = {}) {
	return writeComment({ user }, { commandId: commandId(), objectId, text, ...more });
}

describe('files', () => {
	const csv = new TextEncoder().encode('mjd,flux\n59000,2.1\n');
	const attach = (user: User, name = 'fluxes.csv', bytes: Uint8Array = csv) =>
		attachFile({ user }, { name, bytes });
	const pathOf = (id: string) => join(process.env.CAUSTIC_DATA_DIR ?? '', 'attachments', id);

	test('hang on the comment and come back as they were, to be saved', async () => {
		const file = await attach(ben, 'flüsse "1".csv');
		const comment = await write(ben, 'the numbers', { files: file.id });
		const { comments } = await commentSection(eve, comment.target);
		expect(comments.find(({ id }) => id === comment.id)?.files).toEqual([file]);
		const { bytes, headers } = await attachment(eve, file.id);
		expect(Buffer.from(bytes)).toEqual(Buffer.from(csv));
		expect(headers).toMatchObject({
			'content-type': 'text/csv; charset=utf-8',
			'x-content-type-options': 'nosniff'
		});
		expect(headers['content-disposition']).toBe(
			`attachment; filename="fl_sse _1_.csv"; filename*=UTF-8''fl%C3%BCsse%20%221%22.csv`
		);
	});

	test('without a comment are their sender’s alone, and go after a day', async () => {
		const file = await attach(ben);
		await expect(attachment(ana, file.id)).rejects.toMatchObject({ code: 'NotFound' });
		const taken = write(ana, 'not mine', { files: [file.id] });
		await expect(taken).rejects.toMatchObject({ code: 'NotFound', field: 'files' });
		const kept = await attach(ben);
		await write(ben, 'kept', { files: [kept.id] });
		await removeOrphanedFiles(new Date(Date.now() + 23 * 3_600_000));
		expect(existsSync(pathOf(file.id))).toBe(true);
		await removeOrphanedFiles(new Date(Date.now() + 25 * 3_600_000));
		await expect(attachment(ben, file.id)).rejects.toMatchObject({ code: 'NotFound' });
		expect([existsSync(pathOf(file.id)), existsSync(pathOf(kept.id))]).toEqual([false, true]);
	});

	test('hang on one comment only', async () => {
		const file = await attach(ben);
		const both = await Promise.allSettled([
			write(ben, 'first', { files: [file.id] }),
			write(ben, 'second', { files: [file.id] })
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	test.each([
		['whose content is another', 'plot.png', csv],
		['that could hold scripts', 'plot.svg', new TextEncoder().encode('<svg/>')],
		['with a path for a name', '../plot.csv', csv],
		['of more than 10 MB', 'big.csv', new Uint8Array(10 * 2 ** 20 + 1).fill(97)]
	])('%s are refused', (_, name, bytes) =>
		expect(attach(ben, name, bytes)).rejects.toMatchObject({ code: 'Invalid' })
	);

	test('sixth of a comment, and of viewers, are refused', async () => {
		await expect(write(ben, 'x', { files: 'a,b,c,d,e,f' })).rejects.toMatchObject({
			code: 'Invalid',
			field: 'files'
		});
		await expect(attach(eve)).rejects.toMatchObject({ code: 'NotPermitted' });
	});
});
