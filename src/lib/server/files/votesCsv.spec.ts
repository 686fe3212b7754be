import { describe, expect, test } from 'vitest';
import { parseVotes, readVotesCsv } from './votesCsv.ts';

const read = (text: string) => parseVotes(new TextEncoder().encode(text), 'votes.csv');

describe('a file of votes', () => {
	test('needs three columns, in any order; others are ignored', () => {
		const { votes, statesBlind } = read('label,note,Person,item\nESE,"hm, nice",Ana,J1\n');
		expect(votes).toEqual([
			{
				item: 'J1',
				person: 'Ana',
				label: 'ESE',
				blind: true,
				confidence: null,
				time: null,
				line: 2
			}
		]);
		expect(statesBlind).toBe(false);
	});

	test('may say what was blind, how sure and when', () => {
		const { votes, statesBlind } = read(
			'\uFEFFitem,person,label,time,confidence,blind\r\na,A,x,2026-05-03T21:04:05Z,likely,no\r\na,B,x,2026-05-03 21:04,,TRUE\r\na,C,x,2026-05-03T23:04:05+0200,,\r\n'
		);
		expect(statesBlind).toBe(true);
		expect(votes.map(({ blind }) => blind)).toEqual([false, true, true]);
		expect(votes.map(({ confidence }) => confidence)).toEqual(['likely', null, null]);
		expect(votes[0].time).toBe(votes[2].time);
		expect(Number(votes[0].time) - Number(votes[1].time)).toBe(5000);
	});

	test('takes numbers as times, and a time that is missing', () => {
		const { votes } = read('item,person,label,time\na,A,x,61163.5\na,B,x,\n');
		expect(votes.map(({ time }) => time)).toEqual([61163.5, null]);
	});

	test.each([
		['', 'votes.csv: it is empty.'],
		['item,person,label\n', 'a header and no votes'],
		['item;person;label\na;b;c\n', 'line 1 has no column item and no column person'],
		['item,person\na,b\n', 'line 1 has no column label.'],
		['item,person,label,label\na,b,c,d\n', 'line 1 names the column label twice'],
		['item,person,label\na,b,c\n\na,,c\n', 'line 4, column person: the cell is empty'],
		['item,person,label\na,"b\nb",c\na,b, \n', 'line 4, column label'],
		['item,person,label\na,b,c,d\n', 'line 2 has 4 cells where the header has 3 columns'],
		['item,person,label\na,b\n', 'line 2 has 2 cells'],
		['item,person,label,blind\na,b,c,perhaps\n', 'line 2, column blind: “perhaps”'],
		['item,person,label,time\na,b,c,yesterday\n', 'line 2, column time: “yesterday”'],
		['item,person,label,time\na,b,c,2026-13-40\n', 'line 2, column time'],
		['item,person,label,time\na,b,c,Infinity\n', 'line 2, column time'],
		[
			'item,person,label,time\na,b,c,7\na,c,c,2026-01-01\n',
			'line 3, column time: “2026-01-01” cannot be compared with “7” on line 2'
		],
		['item,person,label\na,b,"c\n', 'it is no CSV: Quote Not Closed']
	])('%j is refused, line and column named', (text, sentence) => {
		expect(() => read(text)).toThrow(sentence);
	});

	test('is refused when it is not UTF-8, or its labels are no classes', () => {
		expect(() => parseVotes(Uint8Array.of(0xff, 0xfe, 0x41), 'votes.csv')).toThrow('UTF-8');
		const lines = Array.from({ length: 300 }, (_, k) => `a,p${k},free text ${k}`);
		expect(() => read(['item,person,label', ...lines].join('\n'))).toThrow(
			'line 202, column label: “free text 200” is label number 201'
		);
	});

	test('that does not exist is named', async () => {
		await expect(readVotesCsv('/nowhere/votes.csv')).rejects.toThrow(
			'/nowhere/votes.csv does not exist.'
		);
	});
});
