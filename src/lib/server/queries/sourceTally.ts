import type { IngestedImage } from '../store/images.ts';
import type { SourceContents } from '../store/runContents.ts';

/** As many ids as a person looks at. */
const MOST_NAMED = 5;

/** Goes through a run's sources once, counts what they hold and notes where they contradict themselves. */
export class SourceTally {
	nSources = 0;
	nNew = 0;
	nAssociations = 0;
	nRelations = 0;
	readonly #selavy = new Set<number>();
	readonly #forced = new Set<number>();
	readonly #ids = new Set<number>();
	readonly #related: [from: number, to: number][] = [];
	readonly #faults = new Map<string, number[]>();
	readonly #images: Map<number, IngestedImage>;

	constructor(images: IngestedImage[]) {
		this.#images = new Map(images.map((image) => [image.id, image]));
	}

	/** Measurements from catalogues, each once however many sources have it. */
	get nSelavy(): number {
		return this.#selavy.size;
	}

	get nForced(): number {
		return this.#forced.size;
	}

	add(source: SourceContents): void {
		this.nSources += 1;
		this.nNew += source.isNew ? 1 : 0;
		this.nAssociations += source.measurementIds.length;
		this.nRelations += source.relatedIds.length;
		this.#ids.add(source.id);
		for (const to of source.relatedIds) this.#related.push([source.id, to]);
		this.#checkCounters(source);
		this.#addMeasurements(source);
	}

	/** One sentence for each kind of fault. */
	problems(): string[] {
		for (const [from, to] of this.#related)
			if (!this.#ids.has(to)) this.#fault('Sources related to one that is not there', from);
		return [...this.#faults].map(([what, ids]) => {
			const named = ids.slice(0, MOST_NAMED).join(', ');
			const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
			return `${what}: ${named}${more}.`;
		});
	}

	#checkCounters(source: SourceContents): void {
		const { id, measurementIds, forced, relatedIds } = source;
		const nForced = forced.reduce((sum, flag) => sum + flag, 0);
		if (measurementIds.length === 0) this.#fault('Sources without measurements', id);
		if (source.nMeas !== measurementIds.length)
			this.#fault('Sources whose number of measurements is wrong', id);
		if (source.nMeasForced !== nForced || source.nMeasSel !== measurementIds.length - nForced)
			this.#fault('Sources whose numbers of forced and catalogued measurements are wrong', id);
		if (source.nRel !== relatedIds.length)
			this.#fault('Sources whose number of relations is wrong', id);
	}

	#addMeasurements({ id, measurementIds, imageIds, forced }: SourceContents): void {
		for (let i = 0; i < measurementIds.length; i++) {
			const image = this.#images.get(imageIds[i]);
			if (!image) this.#fault('Sources with measurements in images that are not in the run', id);
			else if (!forced[i] && !isOf(image, measurementIds[i]))
				this.#fault('Sources associated with unknown measurements', id);
			(forced[i] ? this.#forced : this.#selavy).add(measurementIds[i]);
		}
	}

	#fault(what: string, sourceId: number): void {
		const ids = this.#faults.get(what) ?? [];
		if (ids.at(-1) !== sourceId) ids.push(sourceId);
		this.#faults.set(what, ids);
	}
}

/** Measurements of an image have consecutive ids. */
function isOf({ firstMeasurementId, nMeasurements }: IngestedImage, id: number): boolean {
	return id >= firstMeasurementId && id < firstMeasurementId + nMeasurements;
}
