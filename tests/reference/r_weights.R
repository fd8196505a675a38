# Writes r_weights.json: R's glm() with prior weights: shares of trials, repeated rows, and all of it with an offset.
# Run: Rscript r_weights.R > /dev/null   (Debian: r-base-core r-cran-jsonlite).
options(digits = 17)
suppressMessages(library(jsonlite))
reference <- function(m) {
  s <- summary(m); X <- model.matrix(m)
  list(family = m$family$family, link = m$family$link, X = unname(lapply(seq_len(nrow(X)), function(i) as.numeric(X[i, ]))),
       y = as.numeric(m$y), weights = as.numeric(m$prior.weights), offset = if (is.null(m$offset)) NULL else as.numeric(m$offset),
       coefficients = as.numeric(coef(m)), standard_errors = as.numeric(s$coefficients[, 2]), dispersion = s$dispersion,
       fitted = as.numeric(fitted(m)), iterations = m$iter, deviance = m$deviance, null_deviance = m$null.deviance, aic = m$aic)
}
dose <- c(0, 1, 2, 3, 4, 5); died <- c(1, 4, 9, 13, 18, 20); trials <- c(20, 20, 20, 20, 20, 21)
shares <- data.frame(dose, share = died / trials, trials, shift = c(0.3, -0.2, 0.1, 0, 0.4, -0.1))
counts <- data.frame(x = c(0, 1, 2, 3, 4, 5, 6), y = c(1, 3, 2, 6, 7, 14, 21), times = c(1, 2, 1, 3, 1, 2, 1))
writeLines(toJSON(list(
  shares_logit = reference(glm(share ~ dose, binomial, shares, weights = trials)),
  shares_cloglog = reference(glm(share ~ dose, binomial("cloglog"), shares, weights = trials)),
  shares_offset = reference(glm(share ~ dose, binomial, shares, weights = trials, offset = shift)),
  no_intercept = reference(glm(share ~ dose - 1, binomial, shares, weights = trials, offset = shift)),
  counts = reference(glm(y ~ x, poisson, counts, weights = times)),
  counts_offset = reference(glm(y ~ x, poisson, counts, weights = times, offset = log(times))),
  line = reference(glm(y ~ x, gaussian, counts, weights = times))), digits = 17, auto_unbox = TRUE, na = "null", null = "null"), "r_weights.json")
