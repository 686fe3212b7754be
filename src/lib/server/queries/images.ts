import type { Walk } from '#schema/api/paging.ts';
import {
	imageListSchema,
	type ImageList,
	type ImageRow,
	type ImagesPage
} from '#schema/imagePage.ts';
import { splitProvenance } from '#schema/provenance.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { store } from '../store/client.ts';
import {
	countImages,
	imageChoices,
	imageInOrder,
	listImages,
	type ImageFilter,
	type ListedImage
} from '../store/imageList.ts';
import { badVariants, markedImages, standingMarks } from '../store/imageMarks.ts';
import { provenanceChoices } from '../store/provenance.ts';
import { listReworks } from '../store/reworks.ts';
import { findRun, listCompletedRuns } from '../store/runs.ts';
import type { Rework } from '#schema/imageMark.ts';
import type { Run } from '#schema/run.ts';
import { refuseProblems } from './refuseProblems.ts';
import { signedIn } from './signedIn.ts';
import { tagsByTarget } from './tags.ts';
import { BEGINNING, lostPlace, numberNamed } from './walk.ts';

/** One page of the images that the address asks for. */
export async function imagesPage(user: User | null, address: URLSearchParams): Promise<ImagesPage> {
	const reader = signedIn(user);
	const { asked: list, problems } = readAddress(imageListSchema, address);
	const filter = await imageFilter(list);
	const [runs, count, total, choices, provenance, found] = await Promise.all([
		listCompletedRuns(store()),
		countImages(store(), filter),
		countImages(store(), {}),
		imageChoices(store()),
		provenanceChoices(store(), 'image'),
		listImages(store(), filter, {
			...list,
			skip: (list.page - 1) * list.size,
			limit: list.size
		})
	]);
	const rows = await rowsOf(found, runs);
	const ids = rows.map(({ id }) => String(id));
	return {
		...{ list, problems, rows, count, total },
		choices: { ...choices, provenance, runs: runs.map(({ id, name }) => ({ id, name })) },
		reworks: await openReworks(runs),
		tags: await tagsByTarget(reader, 'image', ids),
		allowed: { mark: may(reader, 'markImage'), tag: may(reader, 'tag') }
	};
}

/** The same for machines: what cannot be read is refused. */
export async function imagesAnswer(
	user: User | null,
	address: URLSearchParams,
	{ after, limit }: Walk = BEGINNING
): Promise<{ count: number; page: number; size: number; rows: ImageRow[]; next: number | null }> {
	signedIn(user);
	const { asked: list, problems } = readAddress(imageListSchema, address);
	refuseProblems(problems);
	const filter = await imageFilter(list);
	const { page, size } = list;
	const behind =
		after === null ? null : await imageInOrder(store(), filter, list, numberNamed(after));
	if (after !== null && !behind) throw lostPlace();
	const most = limit ?? size;
	// One more, to know whether any follow.
	const found = await listImages(store(), filter, {
		...list,
		behind,
		skip: (page - 1) * size,
		limit: most + 1
	});
	const rows = await rowsOf(found.slice(0, most), await listCompletedRuns(store()));
	const next = found.length > most ? (rows.at(-1)?.id ?? null) : null;
	return { count: await countImages(store(), filter), page, size, rows, next };
}

/** Every image that the address asks for, whatever page. */
export async function allImages(user: User | null, address: URLSearchParams): Promise<ImageRow[]> {
	signedIn(user);
	const { asked: list, problems } = readAddress(imageListSchema, address);
	refuseProblems(problems);
	const found = await listImages(store(), await imageFilter(list), list);
	return rowsOf(found, await listCompletedRuns(store()));
}

export async function imageFilter(list: ImageList): Promise<ImageFilter> {
	const { run, band, telescope, polarisation, from, to, name, provenance } = list;
	const ofRun = run === null ? null : ((await findRun(store(), run))?.imageIds ?? []);
	return {
		...(await markFilter(list.mark, ofRun)),
		...(band === null ? {} : { bandId: band }),
		...(telescope && { telescope }),
		...(polarisation && { polarisation }),
		...(name && { name }),
		...(provenance && { provenance: splitProvenance(provenance) }),
		...(from && { from: midnight(from) }),
		...(to && { to: new Date(midnight(to).getTime() + DAY_MS) })
	};
}

const DAY_MS = 86_400_000;

function midnight(day: string): Date {
	return new Date(`${day}T00:00:00Z`);
}

async function markFilter(
	mark: ImageList['mark'],
	ofRun: number[] | null
): Promise<Pick<ImageFilter, 'ids' | 'notIds'>> {
	const ids = ofRun ? { ids: ofRun } : {};
	switch (mark) {
		case 'any':
			return ids;
		case 'notBad':
			return { ...ids, notIds: await markedImages(store(), 'bad') };
		case 'unmarked':
			return { ...ids, notIds: await markedImages(store()) };
		default: {
			const marked = await markedImages(store(), mark === 'marked' ? undefined : mark);
			const own = ofRun && new Set(ofRun);
			return { ids: own ? marked.filter((id) => own.has(id)) : marked };
		}
	}
}

async function rowsOf(images: ListedImage[], runs: Run[]): Promise<ImageRow[]> {
	const nRuns = new Map<number, number>();
	for (const run of runs)
		for (const id of new Set(run.imageIds)) nRuns.set(id, (nRuns.get(id) ?? 0) + 1);
	const marks = await standingMarks(
		store(),
		images.map(({ id }) => id)
	);
	return images.map((image) => ({
		...image,
		nRuns: nRuns.get(image.id) ?? 0,
		mark: marks.get(image.id) ?? null
	}));
}

/** What is being worked out, has failed or was given up; and runs with bad images that nothing was begun for. */
async function openReworks(runs: Run[]): Promise<Rework[]> {
	const known = new Map((await listReworks(store())).map((rework) => [rework.runId, rework]));
	const variants = await badVariants(store(), runs);
	const open: Rework[] = [];
	for (const run of runs) {
		const variant = variants.get(run.id) ?? '';
		const rework = known.get(run.id);
		const isOfNow = rework?.variant === variant && rework.revision === run.revision;
		if (rework && isOfNow && rework.state !== 'done') open.push(rework);
		else if (!isOfNow && variant !== '') open.push(notBegun(run, variant));
	}
	return open;
}

function notBegun({ id: runId, name: runName, revision }: Run, variant: string): Rework {
	const progress = { state: 'waiting' as const, done: 0, total: 0, error: '' };
	return { runId, runName, revision, variant, ...progress, cancelRequested: false, at: new Date() };
}
