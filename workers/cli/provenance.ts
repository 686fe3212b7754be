import { Failure } from '#schema/failure.ts';
import {
	PROVENANCE,
	PROVENANCE_KEYS,
	setProvenanceSchema,
	type Provenance
} from '#schema/provenance.ts';
import { parse } from '#server/commands/parse.ts';
import { noteProvenance } from '#server/commands/setProvenance.ts';
import { store } from '#server/store/client.ts';
import { findImageByName } from '#server/store/images.ts';
import { findProvenance } from '#server/store/provenance.ts';
import type { Command, CommandArguments } from './command.ts';
import { runNamed } from './runNamed.ts';

/** Options by the key that each sets. */
const OPTIONS = {
	calibrationStrategy: 'calibration-strategy',
	calibrator: 'calibrator',
	imagingParameters: 'imaging-parameters',
	softwareVersion: 'software-version'
} as const;

export const provenanceCommand: Command = {
	name: 'provenance',
	positionals: ['KIND', 'NAME'],
	summary: 'Show or say how an image, or the data of a run, were made.',
	help: `KIND is image or run, NAME the image's or the run's. Without an option it shows what is known. What an
option does not mention stays; an empty text takes it away. Headers of new images are read by themselves.
Example: npm run cli -- provenance run first-try --calibrator B1934-638 --software-version "ASKAPsoft 1.9.2"`,
	options: Object.fromEntries(
		PROVENANCE_KEYS.map((key) => [OPTIONS[key], { type: 'string' as const }])
	),
	optionHelp: Object.fromEntries(
		PROVENANCE_KEYS.map((key) => [
			`--${OPTIONS[key]} TEXT`,
			`${PROVENANCE[key].title}, as “${PROVENANCE[key].example}”.`
		])
	),
	needsEngines: true,
	async run({ values, positionals: [kind, name] }, output) {
		const { target, id, ...said } = parse(setProvenanceSchema, {
			...{ commandId: crypto.randomUUID(), target: kind, id: await idOf(kind, name) },
			...given(values)
		});
		const provenance = Object.values(given(values)).length
			? await noteProvenance({ target, id, said })
			: ((await findProvenance(store(), target, id)) ?? {});
		output.result(provenance, sentencesOf(provenance));
		return true;
	}
};

function given(values: CommandArguments['values']): Record<string, string> {
	return Object.fromEntries(
		PROVENANCE_KEYS.flatMap((key) => {
			const value = values[OPTIONS[key]];
			return typeof value === 'string' ? [[key, value]] : [];
		})
	);
}

async function idOf(kind: string, name: string): Promise<number> {
	if (kind === 'run') return (await runNamed(name)).id;
	if (kind !== 'image') throw new Failure('Invalid', 'KIND is image or run.', 'KIND');
	const image = await findImageByName(store(), name);
	if (image) return image.id;
	throw new Failure('NotFound', `There is no image ${name}.`, 'NAME');
}

function sentencesOf(provenance: Provenance): string {
	const known = PROVENANCE_KEYS.filter((key) => provenance[key]);
	if (known.length === 0) return 'Nothing is known of how it was made.';
	return known.map((key) => `${PROVENANCE[key].title}: ${provenance[key]}`).join('\n');
}
