import { expect, test } from 'vitest';
import { failureAdvice } from './failureAdvice.ts';

test.each([
	['/raw/a.fits does not exist.', 'Put the files where'],
	[
		'/runs/a/config.yaml line 12: unknown key "radios" in source_association.',
		'the line is marked'
	],
	['/runs/a/sources.parquet cannot be written: no space is left on the disk.', 'Free some room'],
	['/raw/a.fits may not be opened: its permissions forbid it.', 'let the app read'],
	['/etc/a.fits is outside the directories this server may read (/raw).', 'Copy the files below'],
	["/raw/a.fits: TELESCOP is 'LOFAR', an unsupported telescope (supported: ASKAP).", 'telescope'],
	['/raw/a.fits: The header has no END card: the file is truncated.', 'damaged'],
	['/raw/a.txt: the column flux_peak is missing.', 'source finder'],
	['Background files must be provided if source monitoring is enabled.', 'background map'],
	[
		'The number of files must match for all input types.\nimage has 5 files',
		'Choose the files again'
	],
	['The jobs of this run were lost, perhaps because Redis was emptied.', 'Nothing in the run'],
	['Restored, but not all of its files: no space is left on the disk.', 'restore it again'],
	['Processing failed while measurements were associated: x is undefined', 'show the log']
])('after “%s”', (error, advice) => {
	expect(failureAdvice(error)).toContain(advice);
});
