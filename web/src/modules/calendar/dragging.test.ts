import { describe, expect, it } from 'vitest';
import { drawnTo, movedTo, stretchedTo, type Held } from './dragging';

const meeting: Held = { id: '1', day: '2027-01-13', from: 12 * 60 + 15, to: 13 * 60 + 15 };
const at = (minute: number, day = meeting.day) => ({ day, minute });

describe('dragging in the hours of a day', () => {
  it('an hour by the foot is an hour wherever in the foot it was taken', () => {
    for (let grip = -10; grip <= 2; grip += 0.5) expect(stretchedTo(meeting, grip, at(meeting.to + grip + 60)).to).toBe(14 * 60 + 15);
  });
  it('an hour by the body is an hour wherever it was taken', () => {
    for (let grip = 0; grip <= 60; grip += 0.5) expect(movedTo(meeting, grip, at(meeting.from + grip + 60)).from).toBe(13 * 60 + 15);
  });
  it('an event keeps its length at both ends of the day', () => {
    expect(movedTo(meeting, 0, at(-100))).toMatchObject({ from: 0, to: 60 });
    expect(movedTo(meeting, 0, at(2000, '2027-01-14'))).toMatchObject({ day: '2027-01-14', from: 23 * 60, to: 24 * 60 });
  });
  it('none is shorter than a quarter of an hour or longer than its day', () => {
    expect(stretchedTo(meeting, 0, at(0)).to).toBe(meeting.from + 15);
    expect(stretchedTo(meeting, 0, at(5000)).to).toBe(24 * 60);
  });
  it('a new one reaches from where it was begun to where it is let go, upwards too', () => {
    const start = { ...meeting, id: null, from: 600, to: 660 };
    expect(drawnTo(start, at(700))).toMatchObject({ from: 600, to: 705 });
    expect(drawnTo(start, at(550))).toMatchObject({ from: 555, to: 615 });
  });
});
