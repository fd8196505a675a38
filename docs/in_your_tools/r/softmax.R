library(nnet)
fit <- multinom(Species ~ Sepal.Width, data = iris, trace = FALSE, reltol = 1e-12)
coef(fit)
summary(fit)$standard.errors
round(predict(fit, data.frame(Sepal.Width = 3), type = "probs"), 3)
