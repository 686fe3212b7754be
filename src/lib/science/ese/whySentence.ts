import { msFromMjd } from '../sky/time.ts';
import { excessAt, lensShape } from './lensAtlas.ts';
import { ORDINARY_EVIDENCE } from './ordinaryEvidence.ts';

/** What of a score the sentence is made of: spec/vetting.md §3.5 by the names of the columns. */
export interface Explained {
	/** NaN where there is not enough data. */
	eseScore: number;
	bestAlternative: string;
	numbers: Readonly<Record<string, number>>;
}

/** Of ln evidence: closer than a factor of three decides nothing. */
const TELLS_LN = Math.log(3);
/** Why a light curve is worth a look, or is not, in one sentence without a full stop. */
export function whySentence(explained: Explained): string {
	const { eseScore, bestAlternative, numbers } = explained;
	if (!Number.isFinite(eseScore)) return 'Not enough data to tell a lens from anything else';
	const ordinary = ORDINARY_EVIDENCE[bestAlternative];
	const words = ordinary?.words ?? bestAlternative;
	const lnOdds = numbers.ln_lens - (ordinary ? numbers[ordinary.column] : NaN);
	if (!Number.isFinite(lnOdds)) return `No lens fits; ${words} is the best ordinary explanation`;
	const seen = dipSeen(numbers);
	if (lnOdds > TELLS_LN)
		return `Looks like a lens: ${seen}; ${words} is the best ordinary explanation, ${times(lnOdds)} times less likely`;
	if (lnOdds < -TELLS_LN)
		return `Not like a lens: ${words} explains it ${times(-lnOdds)} times better than ${seen}`;
	return `May be a lens: ${seen}; ${words} explains it as well`;
}

/** `38 % dip for 41 d about 2024-03-02` */
function dipSeen(numbers: Explained['numbers']): string {
	const depth = lensDepth(numbers);
	const days = numbers.lens_width_days;
	const deep = Number.isFinite(depth) ? `${Math.round(100 * depth)} % dip` : 'a dip';
	const long = Number.isFinite(days)
		? ` for ${days < 10 ? days.toFixed(1) : days.toFixed(0)} d`
		: '';
	const date = isoDate(numbers.lens_t0_mjd);
	return `${deep}${long}${date && ` about ${date}`}`;
}

/** Relative depth of the fitted lens's dip in the lowest band, in its middle; NaN where no lens was fitted. */
export function lensDepth(numbers: Explained['numbers']): number {
	const { lens_alpha: alpha, lens_sigma_s: sigmaS, lens_f: fraction } = numbers;
	if (!(alpha > 0) || !(sigmaS > 0)) return NaN;
	return -fraction * excessAt(lensShape(alpha, sigmaS), 0);
}

/** Day of a time in MJD (UTC); '' where it is none. */
function isoDate(mjd: number): string {
	const date = new Date(msFromMjd(mjd));
	return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

/** e^ln as people say it: 4, 120, 10¹². */
export function times(ln: number): string {
	const power = ln / Math.LN10;
	if (power < 4) return String(Number(Math.exp(ln).toPrecision(2)));
	const raised = Array.from(String(Math.round(power)), (digit) => SUPERSCRIPTS[Number(digit)]);
	return `10${raised.join('')}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
