import { describe, expect, test } from 'vitest';
import { detectPaywall } from '../../../src/judging/link/block-page.js';
import { classifyLink } from '../../../src/judging/link/judge-link.js';
import { detectNotice } from '../../../src/judging/link/notice.js';
import { pageFeatures } from '../../../src/judging/page-similarity.js';
import type { Document } from '../../../src/model/document.js';
import { readHtml } from '../../../src/reading/html.js';
import { answers } from '../../answers/shelf.js';
import { answered } from '../nights.js';
import { furniture, heading, pageOf } from '../pages.js';

const topicOf = (page: Document): string | undefined =>
  detectNotice(page, pageFeatures(page))?.topic;
const weightOf = (page: Document): number => detectNotice(page, pageFeatures(page))?.weight ?? 0;

describe('what a page says of itself', () => {
  test.each([
    ['region', 'Leider ist dieser Inhalt in Ihrem Land nicht verfügbar.'],
    ['age', 'このページは18歳未満の方はご覧いただけません。'],
    ['consent', 'Bitte stimmen Sie der Verwendung von Cookies zu, oder lehnen Sie sie ab.'],
    ['rate', 'Vous envoyez trop de requêtes. Patientez quelques minutes.'],
    ['robot', 'Подтвердите, что вы не робот.'],
    ['ended', '本刊自今年起停刊，往期内容由国家图书馆典藏。'],
    ['not-here', 'Sayfa bulunamadı. Lütfen ana sayfaya dönün.'],
    ['locked', '나머지 기사는 유료 회원만 읽을 수 있습니다.'],
  ])('%s: %s', (topic, said) => {
    expect(topicOf(pageOf(said))).toBe(topic);
  });
  test('but what it quotes is said by another', () => {
    const said = 'This page is no longer available in your country';
    expect(topicOf(pageOf(`${said}.`))).toBe('region');
    expect(
      topicOf(pageOf(`Readers abroad met one sentence on Monday: “${said}”.`)),
    ).toBeUndefined();
  });
  test('and what is said of somebody else is no notice', () => {
    expect(
      topicOf(pageOf('The ministry closed the border region to reporters and blocked two roads.')),
    ).toBeUndefined();
    expect(
      topicOf(pageOf('The Committee asks that the children under 18 be released at once.')),
    ).toBeUndefined();
  });
  test('a newsletter or a place for comments beside it says nothing', () => {
    expect(
      topicOf(pageOf('Subscribe to our newsletter to read more of this every week.')),
    ).toBeUndefined();
  });
  test('a day of publication and much text speak against it', () => {
    const said = 'We and our partners use cookies. Do you agree?';
    const plain = pageOf(said);
    expect(weightOf({ ...plain, dates: { published: '2024-05-02', modified: null } })).toBeLessThan(
      weightOf(plain),
    );
    expect(
      detectNotice(pageOf(said, 'x'.repeat(3_000)), pageFeatures(pageOf(said, 'x'.repeat(3_000)))),
    ).toBeNull();
  });
});

test('what a page asks by its buttons is a part of the question', () => {
  const said = 'We and our partners store cookies on this machine.';
  expect(topicOf(pageOf(said, furniture('Accept all')))).toBe('consent');
  expect(topicOf(pageOf(said, furniture('About the paper')))).toBeUndefined();
});

describe('an offer in place of the rest', () => {
  const beginning = 'Quarry owners advance money for weddings and deduct it for years';
  test('stands below a text that breaks off', () => {
    const offer = 'Your first month is 1 €, then 9 € a month.';
    expect(detectPaywall(pageOf(heading('Debts'), `${beginning}…`, offer))).toMatchObject({
      words: 'Your first month is 1 €, then 9 € a month.',
    });
    expect(detectPaywall(pageOf(heading('Debts'), `${beginning}.`, offer))).toBeNull();
  });
  test('or says that the rest is for those who pay', () => {
    expect(
      detectPaywall(pageOf(heading('Debts'), `${beginning}.`, 'Article réservé aux abonnés.')),
    ).not.toBeNull();
    expect(
      detectPaywall(
        pageOf(heading('Debts'), `${beginning}.`, 'Une soirée était réservée aux abonnés.'),
      ),
    ).toBeNull();
  });
  test('and nothing of length comes after it', () => {
    const after = 'The inspectors visited one quarry in three years. '.repeat(10);
    expect(
      detectPaywall(pageOf(`${beginning}…`, 'Subscribe to read the rest of this story.')),
    ).not.toBeNull();
    expect(
      detectPaywall(pageOf(`${beginning}…`, 'Subscribe to read the rest of this story.', after)),
    ).toBeNull();
  });
});

describe('a look-alike is the document', () => {
  test.each(answers.filter(({ fine }) => fine))(
    '$id, though no passage stands on it',
    ({ html, cited }) => {
      const page = readHtml(html, 'https://source.example/report');
      expect(
        classifyLink(answered(), page, false, { title: cited.title, baseline: null }).status,
      ).toBe('alive');
    },
  );
});
