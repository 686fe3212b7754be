import type { NewAlert } from '#schema/alert.ts';
import { SOURCE_FIELDS } from '#schema/sourceFilter.ts';
import type { Watchlist, WatchlistRow } from '#schema/watch.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { pointsInCircles } from '#science/sky/ownRadii.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { fieldValue } from '#science/variability/fieldValue.ts';
import type { Store } from '../../store/client.ts';
import { rowsOfWatchlist } from '../../store/watchlistRows.ts';
import { circlesOf, MOST_OBJECTS_PER_ROW } from '../watchlists/knownObjects.ts';
import {
	measured,
	MOST_ALERTS_PER_CAUSE,
	said,
	seenAt,
	type ObjectSource,
	type WatchedRun
} from './watchedRun.ts';

interface Match {
	row: WatchlistRow;
	source: ObjectSource;
	isNew: boolean;
}

interface WatchlistNews {
	alerts: NewAlert[];
	/** Objects to be noted on the rows once the alerts stand. */
	known: { row: WatchlistRow; objectIds: string[] }[];
}

/** What a watchlist has to tell of a run: sources that are new on a row, and those whose η or flux is beyond its limits. */
export async function watchlistAlerts(
	store: Store,
	run: WatchedRun,
	watchlist: Watchlist
): Promise<WatchlistNews> {
	const matches = await matchesOf(store, run, watchlist);
	const alerts = new Map<string, NewAlert>();
	for (const match of matches) {
		const { source } = match;
		const said = whatToSay(match, watchlist);
		if (!said || alerts.has(source.objectId)) continue;
		alerts.set(source.objectId, {
			...seenAt(run, source),
			cause: { kind: 'watchlist', id: watchlist.id, name: watchlist.name },
			severity: watchlist.severity,
			...said,
			tell: [watchlist.ownerId],
			personal: !watchlist.shared
		});
	}
	return {
		alerts: [...alerts.values()].slice(0, MOST_ALERTS_PER_CAUSE),
		known: newOnRows(matches)
	};
}

async function matchesOf(store: Store, run: WatchedRun, watchlist: Watchlist): Promise<Match[]> {
	const rows = await rowsOfWatchlist(store, watchlist);
	const { sources } = run;
	const inside = pointsInCircles(circlesOf(rows), {
		ra: Float64Array.from(sources, ({ wavgRa }) => wavgRa),
		dec: Float64Array.from(sources, ({ wavgDec }) => wavgDec)
	});
	return [...inside].flatMap(([place, points]) => {
		const row = rows[place];
		const known = new Set(row.objectIds);
		// A circle that holds more than a row remembers cannot tell what is new in it.
		const isFull = known.size >= MOST_OBJECTS_PER_ROW;
		return points.map((point) => {
			const source = sources[point];
			return { row, source, isNew: !isFull && !known.has(source.objectId) };
		});
	});
}

function whatToSay(
	{ row, source, isNew }: Match,
	{ etaPeakAtLeast, maxFluxPeakAtLeast }: Watchlist
): Pick<NewAlert, 'reason' | 'evidence'> | null {
	const { maxFluxPeak, wavgRa, wavgDec } = source;
	const eta = fieldValue(source, 'bandEtaPeak');
	const parts: string[] = [];
	if (isNew) parts.push('Newly detected');
	if (etaPeakAtLeast !== null && eta >= etaPeakAtLeast)
		parts.push(`${SOURCE_FIELDS.bandEtaPeak.label} ${said(eta)} ≥ ${said(etaPeakAtLeast)}`);
	if (maxFluxPeakAtLeast !== null && maxFluxPeak >= maxFluxPeakAtLeast)
		parts.push(`largest S (peak) ${said(maxFluxPeak)} ≥ ${said(maxFluxPeakAtLeast)} mJy/beam`);
	if (parts.length === 0) return null;
	const offArcsec = separationDeg(row.ra, row.dec, wavgRa, wavgDec) * ARCSEC_PER_DEG;
	const where = `${said(offArcsec)}″ from ${row.name ? `“${row.name}”` : `row ${row.place}`}`;
	const flux = isNew ? ` Largest S ${said(maxFluxPeak)} mJy/beam.` : '';
	return {
		reason: `${parts.join(', ')}, ${where}.${flux}`,
		evidence: { bandEtaPeak: measured(eta), maxFluxPeak: measured(maxFluxPeak) }
	};
}

function newOnRows(matches: Match[]): WatchlistNews['known'] {
	const found = new Map<string, { row: WatchlistRow; objectIds: string[] }>();
	for (const { row, source, isNew } of matches) {
		if (!isNew) continue;
		const known = found.get(row.id) ?? { row, objectIds: [] };
		known.objectIds.push(source.objectId);
		found.set(row.id, known);
	}
	return [...found.values()];
}
