import type { NewAlert } from '#schema/alert.ts';
import type { LightCurve } from '#schema/source.ts';
import type { SeenEpochs, Watch } from '#schema/watch.ts';
import type { Store } from '../../store/client.ts';
import { readLightCurve } from '../../store/sources.ts';
import { measured, said, seenAt, type ObjectSource, type WatchedRun } from './watchedRun.ts';

interface WatchNews {
	alerts: NewAlert[];
	/** By object, to be noted once the alerts stand. */
	seen: Map<string, SeenEpochs>;
}

/** Light curves read at a time. */
const AT_ONCE = 20;

/** Watched objects of which the run has epochs that were not there when they were last looked at. */
export async function watchAlerts(
	store: Store,
	run: WatchedRun,
	watches: Watch[]
): Promise<WatchNews> {
	const byObject = new Map<string, Watch[]>();
	for (const watch of watches)
		byObject.set(watch.objectId, [...(byObject.get(watch.objectId) ?? []), watch]);
	const watched = run.sources.filter(({ objectId }) => byObject.has(objectId));
	const news: WatchNews = { alerts: [], seen: new Map() };
	for (let from = 0; from < watched.length; from += AT_ONCE) {
		const some = watched.slice(from, from + AT_ONCE);
		const curves = await Promise.all(some.map(({ id }) => readLightCurve(store, id)));
		some.forEach((source, i) => {
			const curve = curves[i];
			if (curve && curve.mjd.length > 0)
				look(run, { source, curve }, { watches: byObject.get(source.objectId) ?? [], news });
		});
	}
	return news;
}

function look(
	run: WatchedRun,
	{ source, curve }: { source: ObjectSource; curve: LightCurve },
	{ watches, news }: { watches: Watch[]; news: WatchNews }
): void {
	const now = { epochs: curve.mjd.length, lastMjd: Math.max(...curve.mjd) };
	let furthest: SeenEpochs = now;
	for (const watch of watches) {
		const { seen } = watch;
		if (seen)
			furthest = {
				epochs: Math.max(furthest.epochs, seen.epochs),
				lastMjd: Math.max(furthest.lastMjd, seen.lastMjd)
			};
		if (seen && now.lastMjd <= seen.lastMjd && now.epochs <= seen.epochs) continue;
		news.alerts.push({
			...seenAt(run, source),
			cause: { kind: 'watch', id: watch.id, name: watch.reason.slice(0, 200) || source.name },
			severity: 'medium',
			...latest(curve, now, seen),
			tell: [watch.userId],
			personal: true
		});
	}
	news.seen.set(source.objectId, furthest);
}

function latest(
	curve: LightCurve,
	now: SeenEpochs,
	seen: SeenEpochs | null
): Pick<NewAlert, 'reason' | 'evidence'> {
	const last = curve.mjd.indexOf(now.lastMjd);
	const flux = `${said(curve.fluxPeak[last])} ± ${said(curve.fluxPeakErr[last])} mJy/beam`;
	const added = now.epochs - (seen?.epochs ?? 0);
	const epochs = added > 0 ? `${added} new ${added === 1 ? 'epoch' : 'epochs'}` : 'A later epoch';
	const how = curve.forced[last] ? 'forced' : 'detected';
	return {
		reason: `${epochs}; the latest at MJD ${now.lastMjd.toFixed(2)}: ${flux} (peak, ${how}).`,
		evidence: { lastMjd: now.lastMjd, fluxPeak: measured(curve.fluxPeak[last]) }
	};
}
