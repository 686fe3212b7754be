import { cpus, loadavg, totalmem } from 'node:os';
import { closeChannels } from '#server/jobs/channels.ts';
import { migrate } from '#server/store/migrate.ts';
import { closeStore, store } from '#server/store/client.ts';
import { benchAssociation } from './association.ts';
import { benchEse } from './ese.ts';
import { writeEseModel } from './eseCalibration.ts';
import { benchEseCeiling } from './eseCeiling.ts';
import { benchExplore } from './explore.ts';
import { benchInbox } from './inbox.ts';
import { benchPipeline, benchSize } from './pipeline.ts';
import { table, type Row } from './report.ts';
import { benchSessions } from './sessions.ts';
import { benchStore } from './storing.ts';
import { SIZES } from './surveys.ts';
import { benchSync } from './sync.ts';
import { benchVettingBrowser } from './vettingBrowser.ts';
import { benchVetting } from './vetting.ts';

const PARTS: Record<string, () => Promise<Row[]>> = {
	association: benchAssociation,
	store: () => benchStore(store()),
	pipeline: benchPipeline,
	sync: () => benchSync(process.env),
	sessions: () => benchSessions(process.env),
	vetting: benchVetting,
	ese: benchEse
};
/**
 * Not part of "everything": a million sources and an inbox, which take minutes and gigabytes; one size of the pipeline alone; the
 * calibration of the ESE score, which writes the model that is committed; and what its simulated sets allow at best.
 */
const SINGLE: typeof PARTS = {
	'vetting-browser': benchVettingBrowser,
	explore: benchExplore,
	inbox: benchInbox,
	...Object.fromEntries(SIZES.map((size) => [`pipeline-${size.name}`, () => benchSize(size)])),
	'ese-calibration': writeEseModel,
	'ese-ceiling': benchEseCeiling
};

const wanted = process.argv.slice(2);
const known = { ...PARTS, ...SINGLE };
const unknown = wanted.find((part) => !(part in known));
if (unknown) {
	process.stderr.write(
		`There is no part ${unknown}; these are: ${Object.keys(known).join(', ')}.\n`
	);
	process.exit(2);
}
await migrate(store());
const rows: Row[] = [];
for (const part of wanted.length ? wanted : Object.keys(PARTS)) {
	const [load] = loadavg();
	process.stdout.write(`\n${part} (load before: ${load.toFixed(2)})\n`);
	const measured = await known[part]();
	process.stdout.write(`${table(measured)}\n`);
	rows.push(...measured);
}
const machine = {
	cpus: cpus().length,
	model: cpus()[0].model,
	memoryGiB: totalmem() / 2 ** 30,
	load: loadavg()
};
process.stdout.write(`\n${JSON.stringify({ node: process.version, machine, rows })}\n`);
await store().db.dropDatabase();
closeChannels();
await closeStore();
process.exit(0);
