/** Images belong to one band when their frequencies differ by less than 2 % of the band's (spec/pipeline.md §2.3). MHz. */
export function belongsToBand(frequencyMhz: number, bandFrequencyMhz: number): boolean {
	return Math.abs(frequencyMhz - bandFrequencyMhz) / bandFrequencyMhz < 0.02;
}
