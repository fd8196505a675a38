# Writes r_firth.json: Firth's method by brglm2, and profile intervals of maximum likelihood, on two published tables.
# Run: Rscript r_firth.R > /dev/null   (Debian: r-base-core r-cran-brglm2 r-cran-jsonlite r-cran-mass). Made with R 4.2.2.
# sex2: 239 women, urinary tract infection (case) and contraceptives (B. Foxman and others, Epidemiology 8 (1997)), counted.
# endometrial: 79 women with endometrial cancer (Heinze and Schemper 2002), as in brglm2.
options(digits = 17)
suppressMessages({library(jsonlite); library(brglm2); library(MASS)})
rows <- function(X) unname(lapply(seq_len(nrow(X)), function(i) as.numeric(X[i, ])))
reference <- function(formula, data, weights = NULL, profile = NULL) {
  data$count <- if (is.null(weights)) rep(1, nrow(data)) else weights
  m <- glm(formula, data = data, family = binomial, weights = count, method = "brglmFit", type = "MPL_Jeffreys",
           epsilon = 1e-12, maxit = 10000)
  l <- suppressWarnings(glm(formula, data = data, family = binomial, weights = count, epsilon = 1e-14, maxit = 100))
  X <- model.matrix(m)
  list(formula = deparse(formula), brglm2 = as.character(packageVersion("brglm2")), columns = colnames(X), X = rows(X),
       y = as.numeric(m$y), weights = as.numeric(data$count), coefficients = as.numeric(coef(m)),
       standard_errors = as.numeric(summary(m)$coefficients[, 2]), deviance = m$deviance,
       likelihood = list(coefficients = as.numeric(coef(l)), deviance = l$deviance,
                         profile = rows(suppressMessages(confint(profile(l, which = profile))))))
}
sex2 <- read.table(text = "
case age oc vic vicl vis dia count
0 0 0 0 0 1 0 1
0 0 0 1 0 0 0 2
0 0 0 1 0 1 0 1
0 0 0 1 1 0 0 8
0 0 0 1 1 1 0 18
0 0 1 0 0 0 0 42
0 0 1 0 0 1 0 1
0 0 1 1 0 0 0 1
0 0 1 1 1 0 0 5
0 0 1 1 1 1 0 6
0 1 0 1 1 0 0 2
0 1 0 1 1 1 0 4
0 1 1 0 0 0 0 14
0 1 1 0 0 1 0 1
0 1 1 1 0 0 0 1
0 1 1 1 1 1 0 2
1 0 0 0 0 1 0 1
1 0 0 1 0 0 0 14
1 0 0 1 0 1 0 3
1 0 0 1 1 0 0 10
1 0 0 1 1 1 0 12
1 0 0 1 1 1 1 1
1 0 1 0 0 0 0 44
1 0 1 0 0 0 1 3
1 0 1 1 0 0 0 15
1 0 1 1 0 0 1 1
1 0 1 1 0 1 0 2
1 0 1 1 1 0 0 7
1 0 1 1 1 1 0 3
1 1 0 1 0 0 0 2
1 1 0 1 0 1 0 1
1 1 0 1 0 1 1 1
1 1 0 1 1 0 0 1
1 1 0 1 1 1 1 1
1 1 1 0 0 0 0 5
1 1 1 1 0 0 0 3", header = TRUE)
data("endometrial", package = "brglm2")
writeLines(toJSON(list(
  sex2 = reference(case ~ age + oc + vic + vicl + vis, sex2, sex2$count, 1:6),
  sex2_dia = reference(case ~ age + oc + vic + vicl + vis + dia, sex2, sex2$count, 2:6),
  endometrial = reference(HG ~ NV + PI + EH, endometrial, NULL, 3:4)), digits = 17, auto_unbox = TRUE, na = "null"), "r_firth.json")
