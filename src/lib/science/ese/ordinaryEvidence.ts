/** Column of the ln evidence of each ordinary explanation, and what it is called in a sentence. */
export const ORDINARY_EVIDENCE: Readonly<Record<string, { column: string; words: string }>> = {
	constant: { column: 'ln_constant', words: 'a constant source' },
	'red noise': { column: 'ln_red_noise', words: 'scintillation (red noise)' },
	trend: { column: 'ln_trend', words: 'a trend' },
	wave: { column: 'ln_wave', words: 'a slow wave' },
	step: { column: 'ln_step', words: 'a step' },
	'bad epochs': { column: 'ln_bad_epochs', words: 'bad epochs' },
	flare: { column: 'ln_flare', words: 'a flare' },
	achromatic: { column: 'ln_achromatic', words: 'a dip without colour' }
};
