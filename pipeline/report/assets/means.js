/* Means with intervals from the variance between articles, by the rules of pipeline/report/means.py. */
(function () {
  const ZERO = 1e-12;
  /** What each stance counts for: in the mean, and in the share of each stance. The last is a row without one. */
  const MEAN = [1, -1, 0];
  const SHARES = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];

  /** Student's t for the interval, by a table and beyond it by Cornish and Fisher's expansion. */
  function quantile(freedom) {
    const { quantiles } = stance.about;
    if (freedom <= quantiles.length) return quantiles[freedom - 1];
    const z = 1.959963984540054;
    return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
  }

  /** The share of all articles that is at least like `articles` that are all alike. */
  function leastShare(articles) {
    return ((1 - stance.about.confidence) / 2) ** (1 / articles);
  }

  /** {mean, low, high, n, articles} from sums over articles of squared values, of products with rows, and of squared rows. */
  function interval(n, total, articles, squares, products, rows, least) {
    if (!n) return null;
    const mean = total / n;
    const found = { mean, low: null, high: null, n, articles };
    if (articles < 2) return found;
    const variance = Math.max(0, squares - 2 * mean * products + mean * mean * rows);
    const error = Math.sqrt((variance * articles) / (articles - 1)) / n;
    // What rounding leaves of a variance that is zero.
    if (variance < ZERO * n) {
      const share = leastShare(articles);
      found.low = share * mean + (1 - share) * least;
      found.high = share * mean + (1 - share);
    } else {
      const reach = quantile(articles - 1) * error;
      found.low = Math.max(least, mean - reach);
      found.high = Math.min(1, mean + reach);
    }
    return found;
  }

  /**
   * The mean of each group of rows; null where a group has none.
   * @param rows in the order of their articles
   * @param groupOf the number of a row's group, or −1
   * @param worth what each stance counts for
   */
  function grouped(rows, groupOf, number, worth = MEAN) {
    const article = stance.data.article, code = stance.data.stance;
    const least = worth === MEAN ? -1 : 0;
    const [n, total, articles, squares, products, ofRows, inN, inTotal] =
      Array.from({ length: 8 }, () => new Float64Array(number));
    const last = new Int32Array(number).fill(-1);
    const close = (g) => {
      squares[g] += inTotal[g] * inTotal[g];
      products[g] += inTotal[g] * inN[g];
      ofRows[g] += inN[g] * inN[g];
    };
    for (const row of rows) {
      if (code[row] > 2) continue;
      const g = groupOf(row);
      if (g < 0) continue;
      if (last[g] !== article[row]) {
        if (last[g] >= 0) close(g);
        last[g] = article[row];
        articles[g]++;
        inN[g] = inTotal[g] = 0;
      }
      const value = worth[code[row]];
      n[g]++, inN[g]++;
      total[g] += value, inTotal[g] += value;
    }
    const found = new Array(number).fill(null);
    for (let g = 0; g < number; g++) {
      if (!n[g]) continue;
      close(g);
      found[g] = interval(n[g], total[g], articles[g], squares[g], products[g], ofRows[g], least);
    }
    return found;
  }

  /** The mean of some rows. */
  function of(rows, worth) {
    return grouped(rows, () => 0, 1, worth)[0];
  }

  /** The shares of favor, against and neutral among some rows, each with its interval. */
  function shares(rows) {
    return SHARES.map((worth) => of(rows, worth));
  }

  /** The first mean less the second, with its interval; articles with rows of both are taken as one draw. */
  function difference(first, second) {
    const means = [of(first), of(second)];
    if (!means[0] || !means[1]) return null;
    const deviations = new Map();
    [first, second].forEach((rows, side) => {
      for (const row of rows) {
        const code = stance.data.stance[row];
        if (code > 2) continue;
        const article = stance.data.article[row];
        const step = ((side ? -1 : 1) * (MEAN[code] - means[side].mean)) / means[side].n;
        deviations.set(article, (deviations.get(article) || 0) + step);
      }
    });
    const articles = deviations.size;
    const found = { value: means[0].mean - means[1].mean, low: null, high: null, articles };
    if (articles < 2) return found;
    let squares = 0;
    for (const deviation of deviations.values()) squares += deviation * deviation;
    const error = Math.sqrt((squares * articles) / (articles - 1));
    const reach = error < ZERO ? 2 * (1 - leastShare(articles)) : quantile(articles - 1) * error;
    found.low = Math.max(-2, found.value - reach);
    found.high = Math.min(2, found.value + reach);
    return found;
  }

  /** Whether a mean rests on too few articles to be read. */
  function few(cell) {
    return cell.low === null || cell.articles < stance.about.minArticles;
  }

  stance.means = { grouped, of, shares, difference, few };
})();
