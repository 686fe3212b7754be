/** What a run’s error says → what to do about it; the first that fits counts. */
const ADVICE: readonly [RegExp, string][] = [
	[
		/Restored, but not all of its files/,
		'Make room or mend the permissions of the run’s directory, then restore it again.'
	],
	[
		/no space is left|disk quota|too large for the disk/,
		'Free some room on the disk, then process the run again: nothing has to be changed in it.'
	],
	[
		/permissions forbid|read-only/,
		'Ask whoever looks after the server to let the app read and write there, then process the run again.'
	],
	[
		/outside the directories/,
		'Copy the files below one of the directories named here, and choose them there in the configuration.'
	],
	[
		/line \d+:/,
		'Open the configuration: the line is marked there. Mend it, save, and process the run again.'
	],
	[
		/Background files must be provided/,
		'Choose a background map for each image, or switch source_monitoring.monitor off.'
	],
	[
		/must match for all input types|files per epoch does not match|have no epoch/,
		'Choose the files again in the configuration: each image needs one catalogue and one noise map, in the same epoch.'
	],
	[/must to be larger than 1/, 'Choose a second image: one epoch alone shows no change.'],
	[
		/this installation allows/,
		'Choose fewer images, or ask an administrator to process the run: the limit does not hold for them.'
	],
	[
		/does not exist|No \w+ files match/,
		'Put the files where the configuration names them, or choose others there, then process the run again.'
	],
	[
		/images of this run are called/,
		'Leave one of the two images out: an image is known by its name, wherever it lies.'
	],
	[
		/TELESCOP/,
		'Leave the image out, or ask for its telescope to be added: what its header says is not known yet.'
	],
	[
		/\.fits|FITS|header|END card|truncated|became shorter/i,
		'The image is damaged or still being copied. Copy it again or leave it out, then process the run again.'
	],
	[
		/catalogue|column|component|VOTable|\.(txt|csv|xml|vot)\b/i,
		'Make the catalogue again with the source finder, or leave its image out, then process the run again.'
	],
	[
		/jobs of this run were lost|could not be queued|Redis/,
		'Nothing in the run is wrong: process it again once the engines are up.'
	],
	[/Max pipeline concurrent/, 'Wait until one of the runs under way has ended.'],
	[
		/out of memory|heap|ERR_WORKER/i,
		'The server ran out of memory. Process the run while nothing else is, or with fewer images.'
	]
];

const OTHERWISE =
	'The last lines of the log say more. Process the run again; if it fails the same way, show the log to an administrator.';

/** What a failed run needs, as a sentence, by what its error says. */
export function failureAdvice(error: string): string {
	return ADVICE.find(([pattern]) => pattern.test(error))?.[1] ?? OTHERWISE;
}
