/** The points of an η–V plane, row by row: sources with a place in it. */
export interface EtaVPoints {
	sourceId: Float64Array;
	logEta: Float32Array;
	logV: Float32Array;
	/** Mean of the flux that is drawn, mJy/beam (peak) or mJy (integrated). */
	flux: Float32Array;
	nMeas: Float32Array;
	/** 1 or 0. */
	isNew: Uint8Array;
	/** The number that colours them; empty when none does. */
	colour: Float32Array;
}

/** Two runs of the same objects. */
export interface ComparedPoints {
	here: EtaVPoints;
	/** The other run's; null when there is no other. */
	there: EtaVPoints | null;
	/** Of each row here the row there of the same object, −1 for none; empty without another run. */
	partner: Int32Array;
}

const COLUMNS = ['sourceId', 'logEta', 'logV', 'flux', 'nMeas', 'isNew', 'colour'] as const;
const ARRAYS = {
	sourceId: Float64Array,
	logEta: Float32Array,
	logV: Float32Array,
	flux: Float32Array,
	nMeas: Float32Array,
	isNew: Uint8Array,
	colour: Float32Array
};
/** Every column begins where a Float64Array may. */
const ALIGNED = 8;

/**
 * As bytes: the number of rows of each column as little-endian Uint32 (here, there, partner; 16 numbers, the last unused),
 * then the columns one after the other, each padded to 8 bytes; all little-endian, as every browser keeps them.
 */
export function etaVBody({ here, there, partner }: ComparedPoints): Uint8Array<ArrayBuffer> {
	const columns = [
		...COLUMNS.map((name) => here[name]),
		...COLUMNS.map((name) => there?.[name] ?? new ARRAYS[name]()),
		partner
	];
	const header = new Uint32Array(16);
	header.set(columns.map(({ length }) => length));
	const size = columns.reduce((sum, { byteLength }) => sum + padded(byteLength), header.byteLength);
	const body = new Uint8Array(size);
	let at = 0;
	for (const { buffer, byteOffset, byteLength } of [header, ...columns]) {
		body.set(new Uint8Array(buffer, byteOffset, byteLength), at);
		at += padded(byteLength);
	}
	return body;
}

/** Reads `etaVBody` back without copying. */
export function readEtaVBody(body: ArrayBuffer): ComparedPoints {
	const lengths = new Uint32Array(body, 0, 16);
	let at = lengths.byteLength;
	let column = 0;
	function next<T extends { BYTES_PER_ELEMENT: number }, A>(
		Kind: T & (new (buffer: ArrayBuffer, offset: number, length: number) => A)
	): A {
		const length = lengths[column++];
		const read = new Kind(body, at, length);
		at += padded(length * Kind.BYTES_PER_ELEMENT);
		return read;
	}
	const points = (): EtaVPoints => ({
		sourceId: next(Float64Array),
		logEta: next(Float32Array),
		logV: next(Float32Array),
		flux: next(Float32Array),
		nMeas: next(Float32Array),
		isNew: next(Uint8Array),
		colour: next(Float32Array)
	});
	const here = points();
	const there = points();
	const partner = next(Int32Array);
	// Without another run there is no partner to speak of; with one there is a −1 at least.
	const isCompared = partner.length > 0 || there.sourceId.length > 0;
	return { here, there: isCompared ? there : null, partner };
}

function padded(bytes: number): number {
	return Math.ceil(bytes / ALIGNED) * ALIGNED;
}
