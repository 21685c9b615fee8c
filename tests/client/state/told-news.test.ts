// How often one hears of the others: three times a minute, then the newest in its turn.
import { expect, it } from 'vitest';
import { ToldNews } from '../../../client/state/told-news.ts';
import { FakeDevice } from '../support/fake-device.ts';

function news() {
  const device = new FakeDevice();
  const told = new ToldNews(device);
  const heard: string[] = [];
  return { device, told, heard, tell: (text: string) => told.tell(() => heard.push(text)) };
}

it('is told at once while there is little', () => {
  const { tell, heard } = news();

  ['一', '二', '三'].forEach(tell);

  expect(heard).toEqual(['一', '二', '三']);
});

it('leaves out what was overtaken while it waited', () => {
  const { device, tell, heard } = news();
  ['一', '二', '三', '四', '五'].forEach(tell);

  device.advance(59_000);
  const before = [...heard];
  device.advance(1_000);

  expect(before).toEqual(['一', '二', '三']);
  expect(heard).toEqual(['一', '二', '三', '五']);
});

it('never tells more than three times in any minute', () => {
  const { device, told } = news();
  const at: number[] = [];

  for (let second = 0; second < 300; second += 1) {
    told.tell(() => at.push(device.now()));
    device.advance(1_000);
  }

  expect(at.length).toBeGreaterThan(12);
  for (const [index, from] of at.entries())
    expect(at.slice(index).filter((each) => each - from < 60_000).length).toBeLessThan(4);
});

it('tells nothing once the desk was left', () => {
  const { device, told, tell, heard } = news();
  ['一', '二', '三', '四'].forEach(tell);

  told.close();
  device.advance(120_000);

  expect(heard).toHaveLength(3);
});
