import { extname } from 'node:path';
import { Failure } from '#schema/failure.ts';
import {
	MOST_TEXT_BYTES,
	SKY_CATALOGUE_ENDINGS,
	uploadKindOf,
	uploadMetadataSchema,
	type Upload,
	type UploadKind
} from '#schema/inboxUpload.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { config } from '../../config.ts';
import { inTransaction, store } from '../../store/client.ts';
import { withLock } from '../../store/locks.ts';
import { bytesOf, insertUpload } from '../../store/uploads.ts';
import { audit } from '../audit.ts';
import { parse } from '../parse.ts';

const MIB = 2 ** 20;

/** Lets a person begin to send a file, or refuses it before a byte is sent. */
export async function createUpload(
	user: User,
	{ id, bytes, metadata }: { id: string; bytes: number | undefined; metadata: unknown }
): Promise<Upload> {
	mayOrRefuse(user, 'upload');
	const { filename, sha256 = null, purpose } = parse(uploadMetadataSchema, metadata);
	if (purpose === 'catalogue') mayOrRefuse(user, 'manageCatalogues');
	const kind = purpose === 'catalogue' ? skyKindOf(filename) : runKindOf(filename);
	if (bytes === undefined)
		throw new Failure('Invalid', 'Say how long the file is: Upload-Length.', 'Upload-Length');
	if (kind !== 'fits' && kind !== 'sky' && bytes > MOST_TEXT_BYTES[kind])
		throw new Failure(
			'Invalid',
			`${filename} is too long: at most ${MOST_TEXT_BYTES[kind] / MIB} MiB are taken of its kind.`,
			'Upload-Length'
		);
	const upload: Upload = {
		id,
		ownerId: user.id,
		ownerName: user.displayName,
		fileName: filename,
		kind,
		bytes,
		sha256,
		state: 'coming',
		problem: null,
		path: null,
		createdAt: new Date(),
		endedAt: null
	};
	// Two at once do not both take the last room.
	await withLock(store(), `uploads ${user.id}`, async () => {
		await refuseBeyondQuota(user, bytes);
		await inTransaction(store(), async (transaction) => {
			await insertUpload(store(), upload, transaction);
			const after = { fileName: filename, bytes };
			const target = `upload ${id}`;
			await audit(user, { action: 'createUpload', target, after }, transaction);
		});
	});
	return upload;
}

function runKindOf(filename: string): UploadKind {
	const kind = uploadKindOf(filename);
	if (kind) return kind;
	throw new Failure(
		'Invalid',
		`${filename} is no file of a run: send FITS (.fits, .fits.fz), catalogues (.txt, .csv, .xml, .vot) or configurations (.yaml).`,
		'filename'
	);
}

function skyKindOf(filename: string): UploadKind {
	if (SKY_CATALOGUE_ENDINGS.includes(extname(filename).toLowerCase())) return 'sky';
	throw new Failure(
		'Invalid',
		`${filename} is no catalogue: send one of ${SKY_CATALOGUE_ENDINGS.join(', ')}.`,
		'filename'
	);
}

async function refuseBeyondQuota(user: User, bytes: number): Promise<void> {
	const most = config().UPLOAD_QUOTA_MIB * MIB;
	const used = await bytesOf(store(), user.id);
	if (used + bytes <= most) return;
	const mib = (n: number) => `${(n / MIB).toFixed(1)} MiB`;
	throw new Failure(
		'TooMany',
		`There is no room for these ${mib(bytes)}: your uploads take ${mib(used)} of ${mib(most)} (UPLOAD_QUOTA_MIB). Remove some first.`,
		'Upload-Length'
	);
}
