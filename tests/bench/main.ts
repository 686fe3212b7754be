import { cpus, loadavg, totalmem } from 'node:os';
import { closeChannels } from '#server/jobs/channels.ts';
import { migrate } from '#server/store/migrate.ts';
import { closeStore, store } from '#server/store/client.ts';
import { benchAssociation } from './association.ts';
import { benchPipeline } from './pipeline.ts';
import { table, type Row } from './report.ts';
import { benchStore } from './storing.ts';
import { benchSync } from './sync.ts';

const PARTS: Record<string, () => Promise<Row[]>> = {
	association: benchAssociation,
	store: () => benchStore(store()),
	pipeline: benchPipeline,
	sync: () => benchSync(process.env)
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((part) => !(part in PARTS));
if (unknown) {
	process.stderr.write(
		`There is no part ${unknown}; these are: ${Object.keys(PARTS).join(', ')}.\n`
	);
	process.exit(2);
}
await migrate(store());
const rows: Row[] = [];
for (const part of wanted.length ? wanted : Object.keys(PARTS)) {
	const [load] = loadavg();
	process.stdout.write(`\n${part} (load before: ${load.toFixed(2)})\n`);
	const measured = await PARTS[part]();
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
