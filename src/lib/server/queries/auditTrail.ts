import type { Walk } from '#schema/api/paging.ts';
import {
	auditListSchema,
	type AuditList,
	type AuditPage,
	type AuditRow,
	type RunHistoryPage
} from '#schema/auditPage.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { csvLine } from '../files/csvLine.ts';
import type { AuditEvent } from '../store/auditEvents.ts';
import { auditActions, countAudit, searchAudit, type AuditFilter } from '../store/auditSearch.ts';
import { store } from '../store/client.ts';
import { refuseProblems } from './refuseProblems.ts';
import { signedIn } from './signedIn.ts';

const PAGE = 100;
const MOST_IN_FILE = 100_000;
const MOST_ON_RUN = 100;
const DAY_MS = 86_400_000;
/** A value that is longer is cut on pages, never in the file. */
const MOST_SHOWN = 600;

/** What everybody changed, the latest first; for administrators. */
export async function auditPage(user: User | null, address: URLSearchParams): Promise<AuditPage> {
	mayOrRefuse(user, 'readAudit');
	const { asked: list, problems } = readAddress(auditListSchema, address);
	const [part, actions] = await Promise.all([auditPart(list, PAGE), auditActions(store())]);
	return { ...{ list, problems, actions }, ...part };
}

/** The same for machines: what cannot be read is refused. */
export async function auditAnswer(
	user: User | null,
	address: URLSearchParams,
	{ after, limit }: Walk
): Promise<Pick<AuditPage, 'rows' | 'next'>> {
	mayOrRefuse(user, 'readAudit');
	const asked = new URLSearchParams(address);
	// Not as in forms, where what is left empty is not asked for.
	if (after !== null) asked.set('after', after.trim() || '-');
	const { asked: list, problems } = readAddress(auditListSchema, asked);
	refuseProblems(problems);
	return auditPart(list, limit ?? PAGE);
}

async function auditPart(
	list: AuditList,
	limit: number
): Promise<Pick<AuditPage, 'rows' | 'next'>> {
	const part = { after: placeOf(list), limit: limit + 1 };
	const found = await searchAudit(store(), filterOf(list), part);
	const shown = found.slice(0, limit);
	const last = shown.at(-1);
	return {
		rows: shown.map((event) => rowOf(event, MOST_SHOWN)),
		next: found.length > limit && last ? `${last.at.getTime()} ${last.id}` : null
	};
}

/** The same as CSV (RFC 4180), values in full. */
export async function auditFile(
	user: User | null,
	address: URLSearchParams
): Promise<{ bytes: Uint8Array<ArrayBuffer>; contentType: string; name: string }> {
	mayOrRefuse(user, 'readAudit');
	const { asked: list, problems } = readAddress(auditListSchema, address);
	refuseProblems(problems);
	const found = await searchAudit(store(), filterOf(list), { after: null, limit: MOST_IN_FILE });
	const lines = found.map((event) => {
		const { at, byName, action, target, before, after } = rowOf(event, Infinity);
		return csvLine([at.toISOString(), byName, event.byId ?? '', action, target, before, after]);
	});
	const head = csvLine(['at_utc', 'by', 'by_id', 'action', 'target', 'before', 'after']);
	return {
		bytes: new TextEncoder().encode([head, ...lines].join('')),
		contentType: 'text/csv; charset=utf-8',
		name: 'audit.csv'
	};
}

/** What was done to one run, by whom, the latest first; for everybody who may look at it. */
export async function runHistory(user: User | null, runId: number): Promise<RunHistoryPage> {
	signedIn(user);
	const filter = { target: `run ${runId}` };
	const [found, total] = await Promise.all([
		searchAudit(store(), filter, { after: null, limit: MOST_ON_RUN }),
		countAudit(store(), filter)
	]);
	return { rows: found.map((event) => rowOf(event, MOST_SHOWN)), total };
}

function filterOf({ by, action, target, from, to }: AuditList): AuditFilter {
	return {
		...(by && { byName: by }),
		...(action && { action }),
		...(target && { target }),
		...(from && { from: midnight(from) }),
		...(to && { to: new Date(midnight(to).getTime() + DAY_MS) })
	};
}

function midnight(day: string): Date {
	return new Date(`${day}T00:00:00Z`);
}

function placeOf({ after }: AuditList): { at: Date; id: string } | null {
	if (after === null) return null;
	const [ms, id] = after.split(' ');
	return { at: new Date(Number(ms)), id };
}

function rowOf(event: AuditEvent & { id: string }, most: number): AuditRow {
	const { id, at, byName, action, target, before, after } = event;
	return {
		...{ id, at, byName, action, target },
		href: hrefOf(target),
		...(SEALABLE.test(action) ? SEALED : { before: shown(before, most), after: shown(after, most) })
	};
}

/** Sealed votes, and comments that may tell them, leave the server for nobody before they are revealed. */
const SEALABLE = /^(?:vote |writeComment$|editComment$)/;
const SEALED = {
	before: '',
	after: 'What was said is where it was said, for those who may see it.'
};

/** Pages of what is changed most. */
const PAGES: Record<string, string> = {
	run: '/runs',
	image: '/images',
	object: '/objects',
	queue: '/queues',
	session: '/sessions',
	tag: '/tags',
	watchlist: '/watchlists',
	catalogue: '/catalogues',
	measurement: '/measurements'
};

function hrefOf(target: string): string | null {
	const [, kind, id] = /^(\w+) (\S+)$/.exec(target) ?? [];
	const page = PAGES[kind] as string | undefined;
	return page ? `${page}/${encodeURIComponent(id)}` : null;
}

function shown(value: unknown, most: number): string {
	if (value === null || value === undefined) return '';
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return text.length > most ? `${text.slice(0, most)}…` : text;
}
