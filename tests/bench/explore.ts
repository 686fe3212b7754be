import { loadavg } from 'node:os';
import { join } from 'node:path';
import { closeStore, openStore } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { dropEnvironment, newEnvironment } from '../kit/engines.ts';
import { startWebServer } from '../kit/webServer.ts';
import { writeFieldImage } from './exploreImage.ts';
import { loadExplore } from './exploreLoad.ts';
import { benchPages } from './explorePages.ts';
import { benchCutouts, benchExports, benchQueries } from './exploreQueries.ts';
import { fieldAt, FIELD_WITH_PIXELS, SOURCES_PER_FIELD } from './exploreSky.ts';
import { newVisitor } from './exploreVisitor.ts';
import type { Row } from './report.ts';

const SOURCES = 1_000_000;
const NPIX = 10_000;

/**
 * Pages, API, files and cutouts over a million sources of twenty epochs, in a database of their own. Small machines name fewer
 * in CAUSTIC_BENCH_SOURCES: a thousand sources take about 4 MB of disk.
 */
export async function benchExplore(): Promise<Row[]> {
	// The field with pixels is the second one.
	const sources = Math.max(
		2 * SOURCES_PER_FIELD,
		Number(process.env.CAUSTIC_BENCH_SOURCES ?? SOURCES)
	);
	const environment = newEnvironment();
	try {
		const imagePath = join(environment.RAW_IMAGE_DIR, 'field.fits');
		writeFieldImage(imagePath, fieldAt(FIELD_WITH_PIXELS), NPIX);
		const store = await openStore({ uri: environment.MONGODB_URI, db: environment.MONGODB_DB });
		await migrate(store);
		const loaded = await loadExplore(store, { sources, imagePath });
		await closeStore(store);
		const measured = await measureExplore(environment, { sources, imagePath });
		return [...loaded, ...measured];
	} finally {
		await dropEnvironment(environment);
	}
}

/** Of what is loaded: a web process of its own is started on it. */
async function measureExplore(
	environment: ReturnType<typeof newEnvironment>,
	{ sources, imagePath }: { sources: number; imagePath: string }
): Promise<Row[]> {
	const given = { ...environment, NODE_ENV: 'production' };
	const web = await startWebServer(given);
	try {
		const visitor = await newVisitor(web.origin, given);
		const [load] = loadavg();
		return [
			{ what: 'load average', value: load, unit: '', note: 'before the first question' },
			...(await benchQueries(visitor, sources, web.pid)),
			...(await benchExports(visitor, sources, web.pid)),
			...(await benchCutouts(visitor, imagePath)),
			...(await benchPages(visitor))
		];
	} finally {
		await web.stop();
	}
}
