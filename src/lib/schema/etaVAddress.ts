import { sourceFieldSchema, type SourceField } from './sourceFilter.ts';
import type { QueryProblem } from './sourceQuery.ts';

const FLUXES = ['peak', 'int'] as const;
/** Numbers of the band in which each source varies most, or of all bands together, as the reference has them. */
const BANDS = ['judged', 'all'] as const;

/** Which η and V the plane is of. */
export interface EtaVKind {
	flux: (typeof FLUXES)[number];
	bands: (typeof BANDS)[number];
}

/** What the η–V page shows of an answer, beside what it is an answer to. */
export interface EtaVChoice extends EtaVKind {
	/** Cuts at mean + k σ of the logarithms. */
	etaSigma: number;
	vSigma: number;
	/** What colours the points; null: how crowded they are. */
	colour: SourceField | null;
	/** Another run whose points of the same objects are shown beside. */
	compareRunId: number | null;
	/** The source whose light curve stands beside the plane. */
	sourceId: number | null;
}

/** As the reference's page starts. */
export const DEFAULT_SIGMA = 3;
export const MOST_SIGMA = 10;

/** Parameters of the page's own; all others ask about sources. */
const OWN = ['flux', 'bands', 'etaSigma', 'vSigma', 'colour', 'compare', 'source'] as const;
const ORDER = ['sort', 'order', 'page', 'size', 'saved', 'hist'] as const;

/** What an address chooses; what cannot be read is named, and as if it were not there. */
export function readEtaVChoice(address: URLSearchParams): {
	choice: EtaVChoice;
	problems: QueryProblem[];
} {
	const problems: QueryProblem[] = [];
	const said = (name: (typeof OWN)[number]) => (address.get(name) ?? '').trim();
	const refuse = (field: string, reason: string) => void problems.push({ field, reason });

	const flux = FLUXES.find((known) => known === said('flux'));
	if (!flux && said('flux') !== '') refuse('flux', 'The flux is “peak” or “int”.');

	const bands = BANDS.find((known) => known === said('bands'));
	if (!bands && said('bands') !== '') refuse('bands', 'The bands are “judged” or “all”.');

	const colour = sourceFieldSchema.safeParse(said('colour'));
	if (!colour.success && said('colour') !== '')
		refuse('colour', 'Points can be coloured by a number of their sources only.');

	const sigma = (field: 'etaSigma' | 'vSigma') => {
		const value = Number(said(field));
		if (said(field) === '') return DEFAULT_SIGMA;
		if (value >= 0 && value <= MOST_SIGMA) return value;
		refuse(field, `A cut lies 0 to ${MOST_SIGMA} σ above the mean.`);
		return DEFAULT_SIGMA;
	};
	const id = (field: 'compare' | 'source', reason: string) => {
		const value = Number(said(field));
		if (said(field) === '') return null;
		if (Number.isSafeInteger(value) && value > 0) return value;
		refuse(field, reason);
		return null;
	};
	const choice = {
		flux: flux ?? 'peak',
		bands: bands ?? 'judged',
		etaSigma: sigma('etaSigma'),
		vSigma: sigma('vSigma'),
		colour: colour.success ? colour.data : null,
		compareRunId: id('compare', 'A run is given by its number.'),
		sourceId: id('source', 'A source is given by its number.')
	};
	return { choice, problems };
}

/** The question about sources in an address of this page: the latest run when it names none, so that the page never starts empty. */
export function sourcesAsked(address: URLSearchParams): URLSearchParams {
	const asked = new URLSearchParams(address);
	for (const name of [...OWN, ...ORDER]) asked.delete(name);
	if (!asked.has('run')) asked.set('run', 'latest');
	return asked;
}

/** This page's address for a question and a choice; what goes without saying is left out. */
export function etaVHref(asked: string, choice: EtaVChoice): string {
	const address = new URLSearchParams(asked);
	if (address.get('run') === 'latest' && address.getAll('run').length === 1) address.delete('run');
	if (choice.flux !== 'peak') address.set('flux', choice.flux);
	if (choice.bands !== 'judged') address.set('bands', choice.bands);
	if (choice.etaSigma !== DEFAULT_SIGMA) address.set('etaSigma', sigmaText(choice.etaSigma));
	if (choice.vSigma !== DEFAULT_SIGMA) address.set('vSigma', sigmaText(choice.vSigma));
	if (choice.colour) address.set('colour', choice.colour);
	if (choice.compareRunId !== null) address.set('compare', String(choice.compareRunId));
	if (choice.sourceId !== null) address.set('source', String(choice.sourceId));
	const text = address.toString();
	return text === '' ? '/eta-v' : `/eta-v?${text}`;
}

export const sigmaText = (sigma: number) => String(Math.round(sigma * 1000) / 1000);

const FIELDS = {
	judged: {
		peak: { eta: 'bandEtaPeak', v: 'bandVPeak', flux: 'avgFluxPeak' },
		int: { eta: 'bandEtaInt', v: 'bandVInt', flux: 'avgFluxInt' }
	},
	all: {
		peak: { eta: 'etaPeak', v: 'vPeak', flux: 'avgFluxPeak' },
		int: { eta: 'etaInt', v: 'vInt', flux: 'avgFluxInt' }
	}
} as const;

/** Which numbers of a source are its η, V and mean flux; the mean is over all bands. */
export function fieldsOf({ flux, bands }: EtaVKind) {
	return FIELDS[bands][flux];
}

/** An address with ranges beside what it asks already: of two bounds the narrower holds. */
export function narrowed(
	asked: string,
	ranges: { field: SourceField; min?: number; max?: number }[]
): URLSearchParams {
	const address = new URLSearchParams(asked);
	for (const { field, min, max } of ranges) {
		if (min !== undefined) bound(address, `min_${field}`, min, Math.max);
		if (max !== undefined) bound(address, `max_${field}`, max, Math.min);
	}
	return address;
}

function bound(
	address: URLSearchParams,
	name: string,
	value: number,
	narrower: (a: number, b: number) => number
): void {
	const before = address.get(name);
	const known = before === null || before.trim() === '' ? NaN : Number(before);
	const bound = Number.isNaN(known) ? value : narrower(known, value);
	address.set(name, String(Number(bound.toPrecision(7))));
}
