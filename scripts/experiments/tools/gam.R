# GAMs for hidden_layer_gain.py, by mgcv. Run: python tests/tools/gam.py, which hands over the draws and keeps the answers.
suppressMessages({library(mgcv); library(jsonlite)})
files <- commandArgs(trailingOnly = TRUE)
data <- read.csv(files[1])
answers <- list()
for (part in split(data, list(data$task, data$draw))) {
  train <- part[part$fresh == 0, ]
  fresh <- part[part$fresh == 1, ]
  for (model in c("s(x1) + s(x2)", "s(x1, x2)")) for (bound in c(0, 0.001, 0.01, 0.1)) {  # of every penalty, from below
    least <- if (bound > 0) rep(bound, if (model == "s(x1, x2)") 1 else 2)
    fit <- gam(as.formula(paste("y ~", model)), data = train, family = binomial, method = "REML", min.sp = least)
    eta <- as.numeric(predict(fit, fresh))
    loss <- mean(log1p(exp(-abs(eta))) + pmax(eta, 0) - fresh$y * eta)
    slope <- coef(glm(y ~ eta, data = data.frame(y = fresh$y, eta = eta), family = binomial))[["eta"]]
    answers[[length(answers) + 1]] <- list(task = part$task[1], draw = part$draw[1], model = model, bound = bound, loss = loss,
                                           slope = slope)
  }
}
# The digits, division by division: every pixel that has more than four values has a smooth of its own.
images <- read.csv(files[2])
divisions <- read.csv(files[3])
digits <- lapply(divisions, function(is_fresh) {
  train <- images[is_fresh == 0, ]
  fresh <- images[is_fresh == 1, ]
  pixels <- Filter(function(pixel) length(unique(train[[pixel]])) > 4, setdiff(names(images), "y"))
  fit <- bam(as.formula(paste("y ~", paste0("s(", pixels, ", k = 4)", collapse = " + "))), data = train, family = binomial,
             discrete = TRUE, select = TRUE)
  eta <- as.numeric(predict(fit, fresh))
  list(pixels = length(pixels), errors = sum((eta >= 0) != fresh$y),
       loss = mean(log1p(exp(-abs(eta))) + pmax(eta, 0) - fresh$y * eta),
       slope = coef(glm(y ~ eta, data = data.frame(y = fresh$y, eta = eta), family = binomial))[["eta"]])
})

cat(toJSON(list(made_by = paste0("R ", getRversion(), ", mgcv ", packageVersion("mgcv")), answers = answers, digits = unname(digits)),
           digits = 10, auto_unbox = TRUE, pretty = 1))
